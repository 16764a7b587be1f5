// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "jescope/summarize/call_tree.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

// "drawn before after name", children indented.
std::string to_text(const CallTree& tree, uint32_t row = 0) {
  const CallNode& node = tree.nodes[row];
  const Change& change = tree.changes[row].of_subtree(tree.metric);
  std::string text =
      fmt::format("{}{} {} {} {}\n", std::string(node.depth, ' '), node.subtree[tree.metric].value,
                  change.before.value, change.after.value, tree.frames[node.frame].name);
  for (uint32_t at = 0; at < node.child_count; ++at) text += to_text(tree, node.first_child + at);
  return text;
}

struct ChangeTreeCase {
  std::string name;
  std::string before;
  std::string after;
  Direction direction = Direction::kTopDown;
  std::string text;
};

class ChangeTree : public testing::TestWithParam<ChangeTreeCase> {};

TEST_P(ChangeTree, Text) {
  const ChangeTreeCase& row = GetParam();
  const Profile sides = side_by_side(row.before, row.after, Granularity::kFunction);
  const CallTree tree =
      build_change_tree(sides, Metric::kInuseSpace, row.direction, ChangeError::kBothSides);
  EXPECT_EQ(to_text(tree), row.text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChangeTree,
    testing::Values(ChangeTreeCase{"GrownAndGone", "main;a 5\nmain;b 3\n", "main;a 9\n",
                                   Direction::kTopDown,
                                   "12 8 9 all\n 12 8 9 main\n  9 5 9 a\n  3 3 0 b\n"},
                    ChangeTreeCase{"New", "", "main;a 5\n", Direction::kTopDown,
                                   "5 0 5 all\n 5 0 5 main\n  5 0 5 a\n"},
                    ChangeTreeCase{"Exchanged", "main;a 5\n", "main;b 5\n", Direction::kTopDown,
                                   "10 5 5 all\n 10 5 5 main\n  5 5 0 a\n  5 0 5 b\n"},
                    ChangeTreeCase{"BottomUp", "x;a 5\ny;a 2\n", "x;a 1\ny;a 4\n",
                                   Direction::kBottomUp,
                                   "9 7 5 all\n 9 7 5 a\n  5 5 1 x\n  4 2 4 y\n"},
                    ChangeTreeCase{"Nothing", "", "", Direction::kTopDown, "0 0 0 all\n"}),
    [](const auto& row) { return row.param.name; });

TEST(ChangeTreeTotals, WholeIsTheBase) {
  const Profile sides = side_by_side("main;a 5\n", "main;a 9\nmain;c 1\n", Granularity::kFunction);
  const CallTree tree =
      build_change_tree(sides, Metric::kInuseSpace, Direction::kTopDown, ChangeError::kBothSides);
  EXPECT_EQ(tree.whole[Metric::kInuseSpace].value, 5);
  EXPECT_EQ(tree.changes.size(), tree.nodes.size());
}

}  // namespace
}  // namespace jescope
