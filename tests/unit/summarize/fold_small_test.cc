// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/fold_small.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/browser/flame/flame_trees.h"
#include "tests/support/profile_text.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

// "subtree self name", children indented; of a change both sides behind it.
std::string to_text(const CallTree& tree, uint32_t row = 0) {
  const CallNode& node = tree.nodes[row];
  std::string text =
      fmt::format("{}{} {} {}", std::string(node.depth, ' '), node.subtree[tree.metric].value,
                  node.self[tree.metric].value, tree.frames[node.frame].name);
  if (!tree.changes.empty()) {
    const Change& change = tree.changes[row].of_subtree(tree.metric);
    text += fmt::format(" {}>{}", change.before.value, change.after.value);
  }
  text += '\n';
  for (uint32_t at = 0; at < node.child_count; ++at) text += to_text(tree, node.first_child + at);
  return text;
}

CallTree tree_of(std::string_view folded) {
  return build_call_tree(profile_of(folded), Metric::kInuseSpace, Direction::kTopDown);
}

constexpr auto kProfile =
    "main;read 80\n"
    "main;parse 7\n"
    "main;parse;number 5\n"
    "main;log 8\n";

struct FoldCase {
  std::string name;
  size_t most_nodes;
  std::string text;
};

class FoldSmall : public testing::TestWithParam<FoldCase> {};

TEST_P(FoldSmall, Text) {
  const FoldedTree folded = fold_small(tree_of(kProfile), GetParam().most_nodes);
  EXPECT_EQ(to_text(folded.tree), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FoldSmall,
    testing::Values(
        FoldCase{"Everything", 6,
                 "100 0 all\n 100 0 main\n  80 80 read\n  12 7 parse\n   5 5 number\n  8 8 log\n"},
        FoldCase{"SmallestOne", 5,
                 "100 0 all\n 100 0 main\n  80 80 read\n  12 7 parse\n   5 5 (1 smaller frame)\n"
                 "  8 8 log\n"},
        FoldCase{"SeveralTogether", 3,
                 "100 0 all\n 100 0 main\n  80 80 read\n  20 20 (3 smaller frames)\n"}),
    [](const auto& row) { return row.param.name; });

TEST(FoldSmall, StandsWhereItsSizeSays) {
  const FoldedTree folded = fold_small(tree_of("m;a 30\nm;b 9\nm;c 8\nm;d 7\nm;e 6\nm;f 20\n"), 4);
  EXPECT_EQ(to_text(folded.tree),
            "80 0 all\n 80 0 m\n  30 30 (4 smaller frames)\n  30 30 a\n  20 20 f\n");
}

TEST(FoldSmall, TellsWhatItFolded) {
  const FoldedTree folded = fold_small(tree_of(kProfile), 3);
  EXPECT_EQ(folded.folded_nodes, 3u);
  EXPECT_EQ(folded.folded_value, 20);
  EXPECT_EQ(folded.least_value, 13);
}

TEST(FoldSmall, KeepsNodesOfOneSizeTogether) {
  const FoldedTree folded = fold_small(tree_of("m;a 5\nm;b 5\nm;c 5\nm;d 5\n"), 4);
  EXPECT_EQ(to_text(folded.tree), "20 0 all\n 20 0 m\n  20 20 (4 smaller frames)\n");
}

TEST(FoldSmall, TakesOverOnlyFramesThatAreDrawn) {
  const FoldedTree folded = fold_small(tree_of(kProfile), 3);
  EXPECT_EQ(folded.tree.frames.size(), 4u);  // all, main, read, the smaller ones
}

// Whatever is folded, each node is the sum of itself and what it calls.
TEST(FoldSmall, LosesNothing) {
  const CallTree tree = service_tree(3000);
  for (const size_t most : {1u, 2u, 10u, 100u, 1000u, 2999u}) {
    const CallTree folded = fold_small(tree, most).tree;
    EXPECT_LE(folded.nodes.size(), 2 * most + 1) << most;
    EXPECT_EQ(folded.nodes[0].subtree, tree.nodes[0].subtree) << most;
    for (const CallNode& node : folded.nodes) {
      int64_t sum = node.self[tree.metric].value;
      for (uint32_t at = 0; at < node.child_count; ++at) {
        sum += folded.nodes[node.first_child + at].subtree[tree.metric].value;
      }
      ASSERT_EQ(sum, node.subtree[tree.metric].value) << most;
    }
  }
}

TEST(FoldSmall, AddsUpErrorsAndBothSides) {
  const Profile sides = side_by_side("m;a 50\nm;b 3~4\nm;c 2~5\n", "m;a 60\nm;b 1~1\nm;d 4~2\n",
                                     Granularity::kFunction);
  const CallTree tree =
      build_change_tree(sides, Metric::kInuseSpace, Direction::kTopDown, ChangeError::kBothSides);
  const FoldedTree folded = fold_small(tree, 3);
  EXPECT_EQ(to_text(folded.tree),
            "69 0 all 55>65\n 69 0 m 55>65\n  60 60 a 50>60\n  9 9 (3 smaller frames) 5>5\n");
  EXPECT_DOUBLE_EQ(folded.tree.changes.back().of_subtree(Metric::kInuseSpace).variance, 12);
}

}  // namespace
}  // namespace jescope
