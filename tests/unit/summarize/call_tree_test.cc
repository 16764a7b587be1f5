// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/call_tree.h"

#include <gtest/gtest.h>

#include "summary_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile = "main;run;load 10\nmain;run;store 40\nmain;run 5\nthread;store 20\n";

struct TreeCase {
  std::string name;
  std::string profile;
  Direction direction;
  std::string text;
};

class Tree : public testing::TestWithParam<TreeCase> {};

TEST_P(Tree, Text) {
  const Profile profile = profile_of(GetParam().profile);
  EXPECT_EQ(to_text(build_call_tree(profile, Metric::kInuseSpace, GetParam().direction)),
            GetParam().text);
}

TEST_P(Tree, ChildrenAreAdjacentAndParentsPrecede) {
  const Profile profile = profile_of(GetParam().profile);
  const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, GetParam().direction);
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const CallNode& node = tree.nodes[i];
    Values sum = node.self;
    for (uint32_t child = node.first_child; child < node.first_child + node.child_count; ++child) {
      EXPECT_GT(child, i);
      EXPECT_EQ(tree.nodes[child].parent, i);
      EXPECT_EQ(tree.nodes[child].depth, node.depth + 1);
      sum += tree.nodes[child].subtree;
    }
    EXPECT_EQ(sum, node.subtree);
  }
  EXPECT_EQ(tree.nodes.front().subtree, total_values(profile));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Tree,
    testing::Values(
        TreeCase{"TopDown", kProfile, Direction::kTopDown,
                 "75 0 all\n"
                 "  55 0 main\n"
                 "    55 5 run\n"
                 "      40 40 store\n"
                 "      10 10 load\n"
                 "  20 0 thread\n"
                 "    20 20 store\n"},
        TreeCase{"BottomUp", kProfile, Direction::kBottomUp,
                 "75 0 all\n"
                 "  60 0 store\n"
                 "    40 0 run\n"
                 "      40 40 main\n"
                 "    20 20 thread\n"
                 "  10 0 load\n"
                 "    10 0 run\n"
                 "      10 10 main\n"
                 "  5 0 run\n"
                 "    5 5 main\n"},
        TreeCase{"EqualOnesByName", "m;c 1\nm;a 1\nm;b 1\n", Direction::kTopDown,
                 "3 0 all\n  3 0 m\n    1 1 a\n    1 1 b\n    1 1 c\n"},
        TreeCase{"Recursion", "f;f;f 1\nf 2\n", Direction::kTopDown,
                 "3 0 all\n  3 2 f\n    1 0 f\n      1 1 f\n"},
        TreeCase{"WithoutFrames", " 4\nm 1\n", Direction::kTopDown, "5 4 all\n  1 1 m\n"},
        TreeCase{"WithoutFramesBottomUp", " 4\nm 1\n", Direction::kBottomUp, "5 4 all\n  1 1 m\n"},
        TreeCase{"EmptyBranchesAreLeftOut", "m;a 0/0\nm;b 1\n", Direction::kTopDown,
                 "1 0 all\n  1 0 m\n    1 1 b\n"},
        TreeCase{"FreedBranchesStay", "m;a 0/0/7/1\nm;b 1\n", Direction::kTopDown,
                 "1 0 all\n  1 0 m\n    1 1 b\n    0 0 a\n"},
        TreeCase{"Nothing", "", Direction::kTopDown, "0 0 all\n"}),
    [](const auto& row) { return row.param.name; });

struct OutlineCase {
  std::string name;
  std::string profile;
  double least_fraction;
  size_t most_lines;
  std::string text;
};

class Outline : public testing::TestWithParam<OutlineCase> {};

TEST_P(Outline, Text) {
  const CallTree tree =
      build_call_tree(profile_of(GetParam().profile), Metric::kInuseSpace, Direction::kTopDown);
  EXPECT_EQ(to_text(tree, outline(tree, GetParam().least_fraction, GetParam().most_lines)),
            GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Outline,
    testing::Values(OutlineCase{"ChainsDoNotIndent", "main;run;load 10\n", 0, 100,
                                "] 10 0 main\n] 10 0 run\n] 10 10 load\n0 left out\n"},
                    OutlineCase{"Branches", kProfile, 0, 100,
                                "] 75 0 all\n"
                                "  | 55 0 main\n"
                                "  | 55 5 run\n"
                                "    | 40 40 store\n"
                                "    ] 10 10 load\n"
                                "  ] 20 0 thread\n"
                                "  ] 20 20 store\n"
                                "0 left out\n"},
                    OutlineCase{"SmallOnesAreCut", kProfile, 0.2, 100,
                                "] 75 0 all\n"
                                "  | 55 0 main\n"
                                "  | 55 5 run\n"
                                "  | 40 40 store\n"
                                "  ] 20 0 thread\n"
                                "  ] 20 20 store\n"
                                "1 left out\n"},
                    OutlineCase{"Nothing", "", 0.005, 60, "0 left out\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
