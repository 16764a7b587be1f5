// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "jescope/summarize/call_tree.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

// "subtree self name", children indented.
std::string to_text(const CallTree& tree, uint32_t row = 0) {
  const CallNode& node = tree.nodes[row];
  std::string text =
      fmt::format("{}{} {} {}\n", std::string(node.depth, ' '), node.subtree[tree.metric].value,
                  node.self[tree.metric].value, tree.frames[node.frame].name);
  for (uint32_t at = 0; at < node.child_count; ++at) text += to_text(tree, node.first_child + at);
  return text;
}

CallTree tree_of(const std::string& folded) {
  const Profile sides = side_by_side("", folded, Granularity::kFunction);
  Profile profile = sides;
  profile.snapshots.clear();
  return build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
}

struct FoldCase {
  std::string name;
  std::string folded;
  std::string text;
};

class FoldRecursion : public testing::TestWithParam<FoldCase> {};

TEST_P(FoldRecursion, Text) {
  EXPECT_EQ(to_text(fold_recursion(tree_of(GetParam().folded))), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FoldRecursion,
    testing::Values(
        FoldCase{"None", "main;a 5\nmain;b 3\n", "8 0 all\n 8 0 main\n  5 5 a\n  3 3 b\n"},
        FoldCase{"Direct", "f;f;f;g 5\nf;h 3\n", "8 0 all\n 8 0 f\n  5 5 g\n  3 3 h\n"},
        FoldCase{"ByWayOfAnother", "f;g;f;h 5\nf;h 3\n", "8 0 all\n 8 0 f\n  8 8 h\n  0 0 g\n"},
        FoldCase{"SelfMeets", "f 1\nf;f 2\nf;f;f 4\n", "7 0 all\n 7 7 f\n"},
        FoldCase{"OrderFollowsTheSums", "m;a;a 2\nm;b;c 3\nm;a 2\n",
                 "7 0 all\n 7 0 m\n  4 4 a\n  3 0 b\n   3 3 c\n"},
        FoldCase{"Nothing", "", "0 0 all\n"}),
    [](const auto& row) { return row.param.name; });

TEST(PutInOrder, ByNameAndBack) {
  const CallTree tree = tree_of("m;z 5\nm;a 3\nm;k 4\nb 1\n");
  const CallTree by_name = put_in_order(tree, ChildOrder::kName);
  EXPECT_EQ(to_text(by_name), "13 0 all\n 1 1 b\n 12 0 m\n  3 3 a\n  4 4 k\n  5 5 z\n");
  EXPECT_EQ(by_name.order, ChildOrder::kName);
  EXPECT_EQ(to_text(put_in_order(by_name, ChildOrder::kSize)), to_text(tree));
}

TEST(PutInOrder, ChangesGoAlong) {
  const Profile sides = side_by_side("m;z 5\nm;a 3\n", "m;z 1\nm;a 4\n", Granularity::kFunction);
  const CallTree tree = put_in_order(
      build_change_tree(sides, Metric::kInuseSpace, Direction::kTopDown, ChangeError::kBothSides),
      ChildOrder::kName);
  ASSERT_EQ(tree.changes.size(), 4u);
  EXPECT_EQ(tree.frames[tree.nodes[2].frame].name, "a");
  EXPECT_EQ(tree.changes[2].of_subtree(Metric::kInuseSpace).after.value, 4);
  EXPECT_EQ(tree.changes[0].of_subtree(Metric::kInuseSpace).before.value, 8);
}

}  // namespace
}  // namespace jescope
