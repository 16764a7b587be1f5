// SPDX-License-Identifier: Apache-2.0
//
// Reads a heap dump: jemalloc's heap_v2, the older "heap profile:" text of
// jemalloc 3 and gperftools, either with a `--- symbol` section before it, and
// pprof's protobuf.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/dump.h"
#include "jescope/read/byte_source.h"

namespace jescope {

// Reads `source` to its end. `where` is the path as the user gave it; the
// dump's name is taken from it. Damage that leaves an answer (a cut file, lines
// that are not understood) is reported to `diagnostics`; what is no dump at all
// is an error.
Result<Dump> read_dump(ByteSource& source, const std::string& where, Diagnostics& diagnostics);

// Opens, decompresses and reads the file at `path`; "-" is standard input.
// Advances `phase`, unless it is null, by the bytes of the file.
Result<Dump> read_dump_file(const std::string& path, Diagnostics& diagnostics,
                            ProgressPhase* phase = nullptr);

}  // namespace jescope
