// SPDX-License-Identifier: Apache-2.0
//
// Where a dump's bytes come from: a file, standard input, memory, and any of
// these compressed. Bytes are read in pieces, never mapped: a dump may be cut
// short while it is being read, and a small compressed file may stand for an
// endless one.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "jescope/base/progress.h"
#include "jescope/base/result.h"

namespace jescope {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills the front of `room` and returns how many bytes; 0 is the end.
  virtual Result<size_t> read(std::span<char> room) = 0;
};

// Reads `bytes`, which must outlive the source.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

// Opens a file for reading; "-" is standard input.
Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);

// Returns `source`, which from now on advances `phase` by the bytes that are read.
std::unique_ptr<ByteSource> counted(std::unique_ptr<ByteSource> source, ProgressPhase& phase);

// Returns `source` itself or, when its first bytes are those of gzip or zstd,
// a source of the decompressed bytes. `where` names it in errors.
Result<std::unique_ptr<ByteSource>> decompressed(std::unique_ptr<ByteSource> source,
                                                 const std::string& where);

}  // namespace jescope
