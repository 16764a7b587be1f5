// SPDX-License-Identifier: Apache-2.0
//
// Reads the text maps that just-in-time compilers write for perf, one piece of
// code a line, start and length in hexadecimal:
//
//   7f3c50a01ac0 1e0 Interpreter
//   0x00007f3c58111120 0x0000000000000aa8 int java.lang.String.hashCode()
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// What a map of code made at run time tells.
struct JitMapNames {
  std::vector<SymbolFrame> frames;  // for each address; without a function: it tells none
  uint64_t entries = 0;             // lines or records of code
  uint64_t unreadable = 0;          // those that were passed over
};

// Names `addresses` (in any order) from the map that `descriptor` is open on.
// Lines that are not of that form are passed over.
JitMapNames read_perf_map(int descriptor, std::span<const uint64_t> addresses);

}  // namespace jescope
