// SPDX-License-Identifier: Apache-2.0
//
// Both sides of each stack are made one sample, which is as large as the larger
// side; the tree is that of these samples. Then both sides go to the node where
// the stack ends, and are added up from the innermost frames outwards.
//
//   stack      before  after   drawn        all 12        both sides of "all":
//   main;a          5      9       9        main 12       8 before, 9 after
//   main;b          3      0       3        a 9 | b 3
#include <algorithm>

#include "jescope/model/two_sides.h"
#include "jescope/summarize/call_tree.h"
#include "summarize/placed_tree.h"

namespace jescope {
namespace {

// A stack with a value on some side.
struct StackSides {
  Sample drawn;
  NodeChange change;  // only `self` is set
};

StackSides lay_over(const TwoSides& pair, ChangeError error) {
  StackSides sides;
  sides.drawn.stack = pair.stack;
  for (const Metric metric : kAllMetrics) {
    const Change change = change_between(pair.before, pair.after, metric, error);
    const int64_t larger = std::max(change.before.value, change.after.value);
    sides.drawn.values[metric] = {larger, change.variance};
    sides.change.self[static_cast<size_t>(metric)] = change;
  }
  return sides;
}

std::vector<StackSides> lay_over(const Profile& sides, ChangeError error) {
  std::vector<StackSides> stacks;
  for (const TwoSides& pair : pair_up(sides)) {
    StackSides stack = lay_over(pair, error);
    if (!stack.drawn.values.empty()) stacks.push_back(stack);
  }
  return stacks;
}

// Returns `sides` as one snapshot with these samples.
Profile with_samples(const Profile& sides, const std::vector<StackSides>& stacks) {
  Profile drawn = sides;
  drawn.snapshots.clear();
  drawn.samples.clear();
  for (const StackSides& stack : stacks) drawn.samples.push_back(stack.drawn);
  return drawn;
}

void add_up(CallTree& tree) {
  for (NodeChange& change : tree.changes) change.subtree = change.self;
  for (size_t node = tree.nodes.size(); node-- > 1;) {
    NodeChange& caller = tree.changes[tree.nodes[node].parent];
    for (size_t metric = 0; metric < kAllMetrics.size(); ++metric) {
      caller.subtree[metric] += tree.changes[node].subtree[metric];
    }
  }
}

}  // namespace

CallTree build_change_tree(const Profile& sides, Metric metric, Direction direction,
                           ChangeError error) {
  const std::vector<StackSides> stacks = lay_over(sides, error);
  PlacedTree placed = place_call_tree(with_samples(sides, stacks), metric, direction);
  CallTree& tree = placed.tree;
  tree.whole = snapshot_totals(sides).front();
  tree.changes.resize(tree.nodes.size());
  for (size_t i = 0; i < stacks.size(); ++i) {
    NodeChange& change = tree.changes[placed.node_of_sample[i]];
    for (size_t at = 0; at < kAllMetrics.size(); ++at) {
      change.self[at] += stacks[i].change.self[at];
    }
  }
  add_up(tree);
  return std::move(placed.tree);
}

}  // namespace jescope
