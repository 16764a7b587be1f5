// SPDX-License-Identifier: Apache-2.0
//
// Differential flame graphs of made-up pairs of dumps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/render/flame.h"
#include "render/flame/layout.h"
#include "tests/browser/flame/flame_profiles.h"

namespace jescope {
namespace {

using testing::HasSubstr;
using testing::Not;

// Grows a random tree.
CallTree random_tree(uint64_t seed) {
  Dice dice(seed);
  TreeMaker maker;
  const uint32_t node_count = 2 + dice.below(200);
  for (uint32_t node = 1; node < node_count; ++node) {
    maker.add(dice.below(node), "f" + std::to_string(dice.below(20)));
    if (dice.below(3) != 0) maker.add_self(node, made_values(dice.below(100000), 1));
  }
  return maker.finish();
}

CallTree change_tree(const CallTree& tree, Direction direction = Direction::kTopDown) {
  return build_change_tree(sides_of(tree), Metric::kInuseSpace, direction, ChangeError::kBothSides);
}

void expect_sides_within(const CallTree& tree, uint32_t node) {
  const int64_t drawn = tree.nodes[node].subtree[tree.metric].value;
  const Change& change = tree.changes[node].of_subtree(tree.metric);
  EXPECT_LE(change.before.value, drawn);
  EXPECT_LE(change.after.value, drawn);
  EXPECT_GE(change.before.value + change.after.value, drawn);
}

// Frames nest and fill: what a node draws is what it and its callees draw.
void expect_sums(const CallTree& tree, uint32_t row) {
  const CallNode& node = tree.nodes[row];
  int64_t drawn = node.self[tree.metric].value;
  Change change = tree.changes[row].of_self(tree.metric);
  for (uint32_t at = 0; at < node.child_count; ++at) {
    drawn += tree.nodes[node.first_child + at].subtree[tree.metric].value;
    change += tree.changes[node.first_child + at].of_subtree(tree.metric);
  }
  EXPECT_EQ(node.subtree[tree.metric].value, drawn);
  EXPECT_EQ(tree.changes[row].of_subtree(tree.metric).before.value, change.before.value);
  EXPECT_EQ(tree.changes[row].of_subtree(tree.metric).after.value, change.after.value);
}

TEST(ChangeFlame, FramesNestAndFill) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const CallTree made = random_tree(seed);
    for (const Direction direction : {Direction::kTopDown, Direction::kBottomUp}) {
      const CallTree tree = change_tree(made, direction);
      ASSERT_EQ(tree.changes.size(), tree.nodes.size());
      const std::vector<FlameSpan> spans = flame_spans(tree);
      for (uint32_t node = 0; node < tree.nodes.size(); ++node) {
        expect_sides_within(tree, node);
        expect_sums(tree, node);
        EXPECT_LE(spans[node].end, spans[tree.nodes[node].parent].end);
      }
    }
  }
}

TEST(ChangeFlame, EmptySidesSaySo) {
  TreeMaker maker;
  const CallTree made = maker.finish();
  EXPECT_THAT(render_flame_svg(change_tree(made), {"t", "s", true}), HasSubstr(">no samples<"));
}

TEST(ChangeFlame, EveryColourIsInTheLegend) {
  const std::string svg = render_flame_svg(change_tree(service_tree(500)), {"t", "s", true});
  for (const std::string css : {"k1", "k4", "g1", "g4", "dn", "dg", "d0"}) {
    EXPECT_THAT(svg, HasSubstr("<rect class=\"" + css + "\" width=\"12\""));
  }
  EXPECT_THAT(svg, HasSubstr("\"isChange\":true"));
}

TEST(ChangeFlame, HostileNamesStayText) {
  const std::string svg = render_flame_svg(change_tree(hostile_tree()), {"t", "s", true});
  EXPECT_THAT(svg, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(svg, Not(HasSubstr("\u202E")));
}

}  // namespace
}  // namespace jescope
