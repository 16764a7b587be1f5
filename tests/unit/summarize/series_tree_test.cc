// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "jescope/summarize/call_tree.h"
#include "tests/support/series_text.h"

namespace jescope {
namespace {

int64_t value_in(const TreeSnapshot& snapshot, uint32_t node) {
  for (const NodeValues& entry : snapshot.values) {
    if (entry.node == node) return entry.self[Metric::kInuseSpace].value;
  }
  return 0;
}

// "name: subtree in the last | self in each", children indented.
std::string to_text(const CallTree& tree, uint32_t row = 0) {
  const CallNode& node = tree.nodes[row];
  std::string text = fmt::format("{}{}: {} |", std::string(node.depth, ' '),
                                 tree.frames[node.frame].name, node.subtree[tree.metric].value);
  for (const TreeSnapshot& snapshot : tree.snapshots) {
    text += fmt::format(" {}", value_in(snapshot, row));
  }
  text += "\n";
  for (uint32_t at = 0; at < node.child_count; ++at) text += to_text(tree, node.first_child + at);
  return text;
}

CallTree tree_of(const std::string& series, Direction direction = Direction::kTopDown) {
  return build_series_tree(series_of(series), Metric::kInuseSpace, direction);
}

TEST(SeriesTree, NumbersAreOfTheLastAndTheOrderIsOfAll) {
  EXPECT_EQ(to_text(tree_of("main;a 9 5 1\nmain;b - 3 4\nmain;c 2 - -\n")),
            "all: 5 | 0 0 0\n"
            " main: 5 | 0 0 0\n"
            "  a: 1 | 9 5 1\n"
            "  b: 4 | 0 3 4\n"
            "  c: 0 | 2 0 0\n");
}

TEST(SeriesTree, BottomUp) {
  EXPECT_EQ(to_text(tree_of("x;a 5 1\ny;a 1 4\n", Direction::kBottomUp)),
            "all: 5 | 0 0\n"
            " a: 5 | 0 0\n"
            "  x: 1 | 5 1\n"
            "  y: 4 | 1 4\n");
}

TEST(SeriesTree, TotalsAreThoseOfTheSnapshots) {
  const CallTree tree = tree_of("main;a 9 5 1\nmain;b - 3 4\n");
  ASSERT_EQ(tree.snapshots.size(), 3u);
  EXPECT_EQ(tree.snapshots[0].total[Metric::kInuseSpace].value, 9);
  EXPECT_EQ(tree.snapshots[1].total[Metric::kInuseSpace].value, 8);
  EXPECT_EQ(tree.snapshots[1].dump.source, "/dumps/d.1.heap");
  EXPECT_EQ(tree.whole[Metric::kInuseSpace].value, 5);
}

TEST(SeriesTree, FoldedRecursionMeetsInEachSnapshot) {
  EXPECT_EQ(to_text(fold_recursion(tree_of("f;f;g 1 2\nf;g 4 -\nf;h 2 6\n"))),
            "all: 8 | 0 0\n"
            " f: 8 | 0 0\n"
            "  g: 2 | 5 2\n"
            "  h: 6 | 2 6\n");
}

TEST(SeriesTree, AnEmptyLastSnapshotIsDrawnAsNothing) {
  const CallTree tree = tree_of("main;a 9 0\n");
  EXPECT_EQ(tree.nodes[0].subtree[Metric::kInuseSpace].value, 0);
  EXPECT_EQ(tree.nodes.size(), 3u);
}

}  // namespace
}  // namespace jescope
