// SPDX-License-Identifier: Apache-2.0
//
// A dump as jemalloc wrote it, with its names before it.
#pragma once

#include <string>

#include "jescope/model/named_dump.h"

namespace jescope {

// Writes a `--- symbol` section and the dump behind it, for jescope and jeprof
// to read without any binary. Kept: every record with its counts, threads and
// their names, the period and the map (but for the numbers of devices and
// files), build-ids, source lines; jeprof skips the last two. A dump that was
// cut short stays one. Names are altered as render_symbolized_dump() alters
// them.
std::string render_named_dump(const NamedDump& named);

}  // namespace jescope
