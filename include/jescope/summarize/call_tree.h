// SPDX-License-Identifier: Apache-2.0
//
// Stacks laid over each other: what `tree` and `flame` draw. Top-down, a node
// is a function called along one path from the outermost frame; bottom-up, it
// is a caller along one path from the function that allocated.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/change.h"
#include "jescope/model/profile.h"

namespace jescope {

enum class Direction {
  kTopDown,   // from the outermost frame to the allocation
  kBottomUp,  // from the allocation to its callers
};

// The language of a frame's code, as far as name, file and module tell.
enum class CodeClass : uint8_t {
  kUnknown,  // no name
  kC,        // of a file of C, or a plain name
  kCpp,
  kRust,
  kJit,  // made at run time: Java, JavaScript, ...
  kKernel,
};

// What is known of a frame, ready to print.
struct CallFrame {
  std::string name;    // frame_label()
  std::string file;    // empty: unknown, or differs between places
  std::string module;  // path; empty: differs between places
  uint32_t line = 0;   // 0: unknown
  bool inlined = false;
  bool named = false;
  CodeClass code = CodeClass::kUnknown;
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

// What changed at a node, one Change a metric.
struct NodeChange {
  std::array<Change, kAllMetrics.size()> self;
  std::array<Change, kAllMetrics.size()> subtree;

  const Change& of_self(Metric metric) const { return self[static_cast<size_t>(metric)]; }
  const Change& of_subtree(Metric metric) const { return subtree[static_cast<size_t>(metric)]; }
};

// How children of a node are ordered.
enum class ChildOrder {
  kSize,  // by the subtree's metric, largest first, then by name
  kName,
};

// What a node's stacks hold themselves in one snapshot.
struct NodeValues {
  uint32_t node = 0;
  Values self;
};

// One snapshot of a series. Nodes without a value in it are left out.
struct TreeSnapshot {
  Snapshot dump;
  std::vector<NodeValues> values;  // ordered by node
  Values total;
};

// Children of a node stand next to each other, ordered by `order`. Parents
// precede children; node 0 is the root and holds the total.
struct CallTree {
  Metric metric = Metric::kInuseSpace;
  Direction direction = Direction::kTopDown;
  Granularity granularity = Granularity::kFunction;
  std::vector<CallFrame> frames;  // distinct; frames[0] is the root's, "all"
  std::vector<CallNode> nodes;
  Values whole;                         // what shares are of; see share_base()
  std::vector<NodeChange> changes;      // of two dumps: by node; see build_change_tree()
  std::vector<TreeSnapshot> snapshots;  // of a series; see build_series_tree()
  ChildOrder order = ChildOrder::kSize;
};

// Returns the whole tree; nodes without any `metric` are kept only where a
// descendant or another metric needs them.
CallTree build_call_tree(const Profile& profile, Metric metric, Direction direction);

// Returns both snapshots of `sides` laid over each other: a stack's values are
// the larger of its two sides, so that what is gone has its place, too; their
// variances are those of the changes. `changes` tells both sides; `whole` is the
// first snapshot's total.
CallTree build_change_tree(const Profile& sides, Metric metric, Direction direction,
                           ChangeError error);

// Returns all snapshots of `series` laid over each other: the numbers of the tree
// are those of the last one, nodes are there for all of them. By size, children
// are ordered by the largest that each stack below them ever was, so that the order
// is one for all snapshots.
CallTree build_series_tree(const Profile& series, Metric metric, Direction direction);

// Returns the tree with children in this order.
CallTree put_in_order(const CallTree& tree, ChildOrder order);

// Returns the tree with recursion as one node: what a function calls by way of
// itself stands below its outermost call. A cycle is seen up to 64 frames long.
CallTree fold_recursion(const CallTree& tree);

}  // namespace jescope
