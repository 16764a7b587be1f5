// SPDX-License-Identifier: Apache-2.0
//
// Which functions of one compilation unit the wanted addresses stand in, and
// how these are inlined into each other. One walk over the unit's entries
// answers for all addresses; subtrees without a wanted address are skipped.
//
//   DW_TAG_subprogram          main    [0x10, 0x90)     functions[0]
//     DW_TAG_inlined_subroutine  run   [0x20, 0x40)     functions[1], caller 0
//       DW_TAG_inlined_subroutine read [0x24, 0x30)     functions[2], caller 1
//
//   0x28 ──▶ functions[2]
#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <span>
#include <vector>

#include "symbolize/elf/load_segments.h"

namespace jescope {

inline constexpr uint32_t kNoFunction = UINT32_MAX;

struct FunctionInstance {
  Dwarf_Die entry;
  uint32_t caller = kNoFunction;  // row of the function it is inlined into; always before its own
};

struct InlineTree {
  std::vector<FunctionInstance> functions;
  std::vector<uint32_t> innermost;  // for each wanted address; kNoFunction: in none
  bool is_damaged = false;          // the walk ended early
};

// Walks the unit of `root` for `addresses` (ascending).
InlineTree build_inline_tree(Dwarf_Die root, std::span<const LinkAddress> addresses);

}  // namespace jescope
