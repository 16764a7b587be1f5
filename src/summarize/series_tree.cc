// SPDX-License-Identifier: Apache-2.0
//
// Each stack is made one sample that is as large as it ever was; the tree of
// these samples has the nodes and the order of all snapshots. Then the numbers
// of each snapshot go to the nodes where its stacks end.
//
//   stack    snapshots    drawn       order, and numbers of the last one
//   main;a    9  5  5       9         main 9: a 5, b 4
//   main;b    0  3  4       4
#include <algorithm>
#include <map>

#include "jescope/summarize/call_tree.h"
#include "summarize/placed_tree.h"

namespace jescope {
namespace {

constexpr uint32_t kNoStack = UINT32_MAX;

// Stacks by the row of their innermost frame.
uint32_t row_of(FrameStacks::Row stack) {
  return stack.is_none() ? kNoStack : static_cast<uint32_t>(stack.row());
}

void enlarge(Values& largest, const Values& values) {
  for (const Metric metric : kAllMetrics) {
    if (values[metric].value > largest[metric].value) largest[metric] = values[metric];
  }
}

// Returns `series` as one snapshot: each stack as large as it ever was.
Profile largest_of(const Profile& series) {
  Profile drawn = series;
  drawn.snapshots.clear();
  drawn.samples.clear();
  std::map<uint32_t, size_t> known;  // places in `drawn.samples`
  for (const Sample& sample : series.samples) {
    const auto [place, is_new] = known.emplace(row_of(sample.stack), drawn.samples.size());
    if (is_new) drawn.samples.push_back({sample.stack, {}});
    enlarge(drawn.samples[place->second].values, sample.values);
  }
  return drawn;
}

std::map<uint32_t, uint32_t> nodes_by_stack(const Profile& drawn, const PlacedTree& placed) {
  std::map<uint32_t, uint32_t> nodes;
  for (size_t i = 0; i < drawn.samples.size(); ++i) {
    nodes[row_of(drawn.samples[i].stack)] = placed.node_of_sample[i];
  }
  return nodes;
}

// Returns the entries with those of one node added up.
std::vector<NodeValues> by_node(std::vector<NodeValues> entries) {
  std::ranges::stable_sort(entries, {}, &NodeValues::node);
  std::vector<NodeValues> sums;
  for (const NodeValues& entry : entries) {
    if (sums.empty() || sums.back().node != entry.node) sums.push_back({entry.node, {}});
    sums.back().self += entry.self;
  }
  return sums;
}

std::vector<TreeSnapshot> snapshots_of(const Profile& series,
                                       const std::map<uint32_t, uint32_t>& nodes) {
  std::vector<TreeSnapshot> snapshots;
  for (const Snapshot& dump : series.snapshots) snapshots.push_back({dump, {}, {}});
  for (const Sample& sample : series.samples) {
    if (sample.values.empty()) continue;
    TreeSnapshot& snapshot = snapshots[sample.snapshot];
    snapshot.values.push_back({nodes.at(row_of(sample.stack)), sample.values});
    snapshot.total += sample.values;
  }
  for (TreeSnapshot& snapshot : snapshots) snapshot.values = by_node(std::move(snapshot.values));
  return snapshots;
}

// Gives the nodes the numbers of one snapshot.
void show(CallTree& tree, const TreeSnapshot& snapshot) {
  for (CallNode& node : tree.nodes) node.self = node.subtree = {};
  for (const NodeValues& entry : snapshot.values) {
    tree.nodes[entry.node].self = tree.nodes[entry.node].subtree = entry.self;
  }
  for (size_t node = tree.nodes.size(); node-- > 1;) {
    tree.nodes[tree.nodes[node].parent].subtree += tree.nodes[node].subtree;
  }
  tree.whole = snapshot.total;
}

}  // namespace

CallTree build_series_tree(const Profile& series, Metric metric, Direction direction) {
  const Profile drawn = largest_of(series);
  PlacedTree placed = place_call_tree(drawn, metric, direction);
  placed.tree.snapshots = snapshots_of(series, nodes_by_stack(drawn, placed));
  show(placed.tree, placed.tree.snapshots.back());
  return std::move(placed.tree);
}

}  // namespace jescope
