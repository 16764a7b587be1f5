// SPDX-License-Identifier: Apache-2.0
//
// What a pprof file may hold at most. Few bytes of a packed file make many rows,
// and a row takes a hundred bytes of memory. Internal to `read`.
#pragma once

#include <cstddef>

namespace jescope {

struct PprofLimits {
  // Of more, the file is an error.
  size_t samples = 5'000'000;
  size_t mappings = 10'000;      // each module takes a process that looks for its names
  size_t locations = 1'000'000;  // addresses of the program
  size_t rows = 5'000'000;       // texts, functions, lines and others together
  size_t frames = 50'000'000;    // of all samples together
  size_t calls = 2'000'000;      // frames that differ in themselves or in what called them
  size_t name_bytes = size_t{256} << 20;
  // Of more, the rest is left out.
  size_t depth = 2048;   // frames of one stack; Go and jemalloc record 128
  size_t labels = 1000;  // of one sample
  size_t threads = 50'000;
};

}  // namespace jescope
