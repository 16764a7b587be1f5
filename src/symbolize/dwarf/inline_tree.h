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

#include <cstdint>
#include <span>
#include <vector>

#include "symbolize/dwarf/scope_content.h"
#include "symbolize/dwarf/unit.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

inline constexpr uint32_t kNoFunction = UINT32_MAX;

struct FunctionInstance {
  uint64_t offset = 0;            // of its entry, in the unit's section
  uint32_t caller = kNoFunction;  // row of the function it is inlined into; always before its own
};

struct InlineTree {
  std::vector<FunctionInstance> functions;
  std::vector<uint32_t> innermost;   // for each wanted address; kNoFunction: in none
  std::vector<ScopeContent> scopes;  // that were passed from end to end
  bool is_damaged = false;           // the walk ended early
};

// Walks `unit` for `addresses` (ascending), all inside executable `segments`.
InlineTree build_inline_tree(const DwarfUnit& unit, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses);

}  // namespace jescope
