// SPDX-License-Identifier: Apache-2.0
//
// A tree made to fit: where a file must stay small, frames that nobody would
// see are put together.
#pragma once

#include <cstddef>
#include <cstdint>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct FoldedTree {
  CallTree tree;
  size_t folded_nodes = 0;   // of the whole tree, that have no place of their own
  int64_t least_value = 0;   // what is below this was folded, in the metric's unit
  int64_t folded_value = 0;  // of the folded nodes together
};

// Returns `tree` with about its `most_nodes` largest nodes. What is smaller
// stands below its caller as one frame, "(12 smaller frames)", with the sum of
// its numbers, so that nothing is lost from any total. Nodes of one size are
// folded or kept together.
FoldedTree fold_small(const CallTree& tree, size_t most_nodes);

}  // namespace jescope
