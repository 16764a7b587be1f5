// SPDX-License-Identifier: Apache-2.0
//
// Stacks laid over each other: what `tree` and `flame` draw. Top-down, a node
// is a function called along one path from the outermost frame; bottom-up, it
// is a caller along one path from the function that allocated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

enum class Direction {
  kTopDown,   // from the outermost frame to the allocation
  kBottomUp,  // from the allocation to its callers
};

// What is known of a frame, ready to print.
struct CallFrame {
  std::string name;    // frame_label()
  std::string file;    // empty: unknown, or differs between places
  std::string module;  // path; empty: differs between places
  uint32_t line = 0;   // 0: unknown
  bool inlined = false;
  bool named = false;
};

struct CallNode {
  uint32_t frame = 0;   // in CallTree::frames
  uint32_t parent = 0;  // in CallTree::nodes; the root's is the root
  uint32_t depth = 0;   // 0: the root
  uint32_t first_child = 0;
  uint32_t child_count = 0;
  Values self;     // of stacks that end here
  Values subtree;  // self and all below
};

// Children of a node stand next to each other, ordered by the subtree's
// `metric`, largest first, then by name. Parents precede children; node 0 is
// the root and holds the total.
struct CallTree {
  Metric metric = Metric::kInuseSpace;
  Direction direction = Direction::kTopDown;
  Granularity granularity = Granularity::kFunction;
  std::vector<CallFrame> frames;  // distinct; frames[0] is the root's, "all"
  std::vector<CallNode> nodes;
  Values whole;  // what shares are of; see share_base()
};

// Returns the whole tree; nodes without any `metric` are kept only where a
// descendant or another metric needs them.
CallTree build_call_tree(const Profile& profile, Metric metric, Direction direction);

}  // namespace jescope
