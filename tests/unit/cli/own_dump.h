// SPDX-License-Identifier: Apache-2.0
//
// A dump of this very process, whose debug information is at hand.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace jescope {

// Returns a dump in which the function at `start` holds 4 KiB:
//
//   heap_v2/1
//     t*: 1: 4096 [0: 0]
//   @ 0x55d0c0de1234
//     t*: 1: 4096 [0: 0]
//
//   MAPPED_LIBRARIES:
inline std::string dump_of_function(uintptr_t start) {
  std::ostringstream maps;
  maps << std::ifstream("/proc/self/maps").rdbuf();
  constexpr uintptr_t kInsideBytes = 5;  // behind the prologue's first instructions
  return fmt::format(
      "heap_v2/1\n  t*: 1: 4096 [0: 0]\n@ {:#x}\n  t*: 1: 4096 [0: 0]\n\nMAPPED_LIBRARIES:\n{}",
      start + kInsideBytes, maps.str());
}

}  // namespace jescope
