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
  uint32_t node = 0;       // in CallTree::nodes; of a rest: the parent of its nodes
  uint32_t depth = 0;      // of indentation; a chain of only children does not indent
  bool last_child = true;  // no sibling follows at this depth
  // Not zero: the line stands for this many children of `node` together.
  uint32_t rest = 0;
  // A function that calls itself and nothing else of size is one line for all
  // its calls; `innermost` is the last of them.
  uint32_t calls = 1;
  uint32_t innermost = 0;
  Estimate estimate;  // of the node's subtree, or of the rest
  Estimate self;      // of the line's nodes
};

struct TreeOutline {
  std::vector<OutlineLine> lines;  // depth first; the root only where it branches
  uint32_t nodes_left_out = 0;     // all that no line shows
  Estimate self_left_out;          // what they hold themselves
  double least_fraction = 0;       // what was cut held less than this of the total
};

// Returns the nodes of at least `least_fraction` of the total, at most
// `most_lines` lines of them, largest subtrees first where they do not all
// fit. Children that are left out and are worth a line together get one.
TreeOutline outline(const CallTree& tree, double least_fraction, size_t most_lines);

}  // namespace jescope
