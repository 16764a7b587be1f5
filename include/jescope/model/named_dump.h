// SPDX-License-Identifier: Apache-2.0
//
// A dump with a name for each of its addresses: what can be handed to somebody
// who does not have the program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/dump.h"

namespace jescope {

// A function that a place is in.
struct NamedCall {
  std::string function;  // demangled, or "libfoo.so!fn@0x1234" where only bounds are known
  std::string file;      // empty: unknown
  uint32_t line = 0;     // 0: unknown
};

// A function and what is inlined into it, outermost first; empty: no name.
using NamedPlace = std::vector<NamedCall>;

struct NamedDump {
  Dump dump;                       // its own symbols have been taken over
  std::vector<NamedPlace> places;  // of dump.addresses, in the same order
};

}  // namespace jescope
