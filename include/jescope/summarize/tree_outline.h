// SPDX-License-Identifier: Apache-2.0
//
// The part of a call tree that a person can read: small branches are cut and
// accounted for.
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct OutlineLine {
  uint32_t node = 0;       // in CallTree::nodes
  uint32_t depth = 0;      // of indentation; a chain of only children does not indent
  bool last_child = true;  // no sibling follows at this depth
  uint32_t children_left_out = 0;
  Estimate left_out;  // of those children's subtrees
};

struct TreeOutline {
  std::vector<OutlineLine> lines;  // depth first, the root left out
  uint32_t nodes_left_out = 0;     // all that no line shows
  double least_fraction = 0;       // what was cut held less than this of the total
};

// Returns the nodes of at least `least_fraction` of the total, at most
// `most_lines` of them, largest subtrees first where they do not all fit.
TreeOutline outline(const CallTree& tree, double least_fraction, size_t most_lines);

}  // namespace jescope
