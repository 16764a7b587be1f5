// SPDX-License-Identifier: Apache-2.0
//
// The rectangles of every flame graph nest and fill: a frame's callees lie within
// it side by side, and what they leave is what it holds itself. So in any order,
// with recursion folded, and in every snapshot of a series; nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "jescope/combine/line_up.h"
#include "jescope/select/regroup.h"
#include "jescope/summarize/call_tree.h"
#include "src/render/flame/layout.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

constexpr Direction kDirections[] = {Direction::kTopDown, Direction::kBottomUp};

// Sums stop at the end of int64_t; then a frame may be shorter than its parts.
bool is_saturated(const CallTree& tree) {
  const auto is_at_end = [&](const CallNode& node) {
    return node.subtree[tree.metric].value == INT64_MAX;
  };
  return std::ranges::any_of(tree.nodes, is_at_end);
}

void expect_nested_and_filled(const CallTree& tree) {
  const std::vector<FlameSpan> spans = flame_spans(tree);
  const bool is_exact = !is_saturated(tree);
  for (size_t at = 0; at < tree.nodes.size(); ++at) {
    const CallNode& node = tree.nodes[at];
    uint64_t next = spans[at].begin;
    for (uint32_t child = node.first_child; child < node.first_child + node.child_count; ++child) {
      EXPECT_EQ(spans[child].begin, next);
      next = spans[child].end;
    }
    EXPECT_LE(next, spans[at].end);
    const auto left = static_cast<int64_t>(spans[at].end - next);
    EXPECT_TRUE(!is_exact || left == node.self[tree.metric].value);
  }
}

void expect_boxes_within_callers(const CallTree& tree) {
  const FlameLayout layout = lay_out_flame(tree, 300);
  std::vector<const FlameBox*> box_of_node(tree.nodes.size());
  std::vector<uint32_t> right_of_row(layout.row_count);
  for (const FlameBox& box : layout.boxes) {
    EXPECT_GE(box.left, right_of_row[box.row]);
    EXPECT_GE(box.right - box.left, 50u) << "narrower than half a pixel";
    right_of_row[box.row] = box.right;
    box_of_node[box.node] = &box;
    const FlameBox* const caller = box_of_node[tree.nodes[box.node].parent];
    if (caller == nullptr) continue;  // folded
    EXPECT_GE(box.left, caller->left);
    EXPECT_LE(box.right, caller->right);
  }
}

void expect_same_totals(const CallTree& tree, const CallTree& other) {
  EXPECT_EQ(tree.nodes[0].subtree, other.nodes[0].subtree);
  EXPECT_EQ(tree.frames.size(), other.frames.size());
}

void expect_all_well(const CallTree& tree) {
  for (const CallTree& one : {tree, put_in_order(tree, ChildOrder::kName), fold_recursion(tree)}) {
    expect_nested_and_filled(one);
    expect_boxes_within_callers(one);
    expect_same_totals(one, tree);
  }
}

TEST(Flame, RectanglesNestAndFill) {
  for_each_profile([](const Profile& profile) {
    const Profile grouped = regroup(profile, Granularity::kFunction);
    for (const Direction direction : kDirections) {
      expect_all_well(build_call_tree(grouped, Metric::kInuseSpace, direction));
    }
  });
}

TEST(Flame, RectanglesOfASeriesNestAndFill) {
  Profile before = regroup(random_profile(1), Granularity::kFunction);
  for_each_random_profile([&](const Profile& profile) {
    const Profile grouped = regroup(profile, Granularity::kFunction);
    const std::vector<Profile> dumps = {before, grouped};
    const Profile series = line_up(dumps);
    const CallTree tree = build_series_tree(series, Metric::kInuseSpace, Direction::kTopDown);
    expect_all_well(tree);
    EXPECT_EQ(tree.nodes[0].subtree, snapshot_totals(series)[1]);
    EXPECT_EQ(tree.snapshots[0].total, snapshot_totals(series)[0]);
    before = grouped;
  });
}

TEST(Flame, FoldingTwiceChangesNothingMore) {
  for_each_profile([](const Profile& profile) {
    const Profile grouped = regroup(profile, Granularity::kFunction);
    const CallTree once =
        fold_recursion(build_call_tree(grouped, Metric::kInuseSpace, Direction::kTopDown));
    const CallTree twice = fold_recursion(once);
    ASSERT_EQ(once.nodes.size(), twice.nodes.size());
    for (size_t at = 0; at < once.nodes.size(); ++at) {
      EXPECT_EQ(once.nodes[at].frame, twice.nodes[at].frame);
      EXPECT_EQ(once.nodes[at].subtree, twice.nodes[at].subtree);
    }
  });
}

}  // namespace
}  // namespace jescope::testing
