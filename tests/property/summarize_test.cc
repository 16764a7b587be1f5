// SPDX-License-Identifier: Apache-2.0
//
// Every view of a profile adds up to the profile, and no part of it holds more
// than the whole.
#include <gtest/gtest.h>

#include <set>
#include <tuple>
#include <vector>

#include "jescope/select/regroup.h"
#include "jescope/summarize/call_costs.h"
#include "jescope/summarize/call_tree.h"
#include "jescope/summarize/neighbours.h"
#include "jescope/summarize/source_list.h"
#include "jescope/summarize/top_table.h"
#include "jescope/summarize/traces.h"
#include "jescope/summarize/tree_outline.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

constexpr Direction kDirections[] = {Direction::kTopDown, Direction::kBottomUp};

Values sum_of_children(const CallTree& tree, const CallNode& node) {
  Values sum;
  for (uint32_t i = 0; i < node.child_count; ++i) sum += tree.nodes[node.first_child + i].subtree;
  return sum;
}

TEST(CallTree, TheRootHoldsTheTotalInBothDirections) {
  for_each_profile([](const Profile& profile) {
    for (const Direction direction : kDirections) {
      const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, direction);
      EXPECT_EQ(tree.nodes.front().subtree, total_values(profile));
    }
  });
}

TEST(CallTree, SelfAndChildrenAreTheSubtree) {
  for_each_profile([](const Profile& profile) {
    for (const Direction direction : kDirections) {
      const CallTree tree = build_call_tree(profile, Metric::kAllocSpace, direction);
      for (const CallNode& node : tree.nodes) {
        Values sum = node.self;
        sum += sum_of_children(tree, node);
        EXPECT_EQ(sum, node.subtree);
      }
    }
  });
}

TEST(CallTree, ParentsComeFirstAndChildrenAreOrderedAndDistinct) {
  for_each_profile([](const Profile& profile) {
    const Profile grouped = regroup(profile, Granularity::kFunction);
    const CallTree tree = build_call_tree(grouped, Metric::kInuseSpace, Direction::kTopDown);
    for (size_t i = 0; i < tree.nodes.size(); ++i) {
      const CallNode& node = tree.nodes[i];
      std::set<uint32_t> frames;
      for (uint32_t c = node.first_child; c < node.first_child + node.child_count; ++c) {
        EXPECT_GT(c, i);
        EXPECT_EQ(tree.nodes[c].parent, i);
        EXPECT_EQ(tree.nodes[c].depth, node.depth + 1);
        EXPECT_TRUE(frames.insert(tree.nodes[c].frame).second);
        const bool first = c == node.first_child;
        EXPECT_TRUE(first || tree.nodes[c - 1].subtree[tree.metric].value >=
                                 tree.nodes[c].subtree[tree.metric].value);
      }
    }
  });
}

TEST(TreeOutline, AccountsForEveryNode) {
  for_each_profile([](const Profile& profile) {
    const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
    for (const size_t most : {size_t{0}, size_t{2}, SIZE_MAX}) {
      const TreeOutline shown = outline(tree, 0, most);
      size_t nodes = 0;
      for (const OutlineLine& line : shown.lines) nodes += line.rest == 0 && line.node != 0;
      EXPECT_LE(nodes, most);
      EXPECT_EQ(nodes + shown.nodes_left_out + 1, tree.nodes.size());
    }
  });
}

TEST(TopTable, SelfAddsUpToTheTotal) {
  for_each_profile([](const Profile& profile) {
    for (const Metric metric : kAllMetrics) {
      const TopTable table = build_top_table(profile, metric, TopOrder::kSelf);
      Estimate self;
      for (const TopRow& row : table.rows) self += row.self;
      EXPECT_EQ(self.value, total_with_frames(profile)[metric].value);
      EXPECT_EQ(table.total, total_values(profile)[metric]);
    }
  });
}

TEST(TopTable, CumulativeIsBetweenSelfAndTotal) {
  for_each_profile([](const Profile& profile) {
    for (const TopRow& row :
         build_top_table(profile, Metric::kInuseSpace, TopOrder::kCumulative).rows) {
      EXPECT_GE(row.cumulative.value, row.self.value);
      EXPECT_LE(row.cumulative.value, total_values(profile)[Metric::kInuseSpace].value);
    }
  });
}

TEST(TopTable, WhatIsLeftOutIsAccountedFor) {
  for_each_profile([](const Profile& profile) {
    const TopTable whole = build_top_table(profile, Metric::kInuseSpace, TopOrder::kSelf);
    const TopTable part = keep_first(whole, 1);
    Estimate self = part.self_left_out;
    for (const TopRow& row : part.rows) self += row.self;
    EXPECT_EQ(self.value, total_with_frames(profile)[Metric::kInuseSpace].value);
    EXPECT_EQ(part.rows.size() + part.rows_left_out, whole.rows.size());
  });
}

TEST(Traces, AddUpToTheTotal) {
  for_each_profile([](const Profile& profile) {
    for (const size_t most : {size_t{1}, SIZE_MAX}) {
      const TraceList list = keep_first(list_traces(profile, Metric::kAllocObjects), most);
      Estimate sum = list.left_out;
      for (const Trace& trace : list.traces) sum += trace.values[list.metric];
      EXPECT_EQ(sum.value, list.total.value);
      EXPECT_EQ(list.total, total_values(profile)[Metric::kAllocObjects]);
    }
  });
}

TEST(Neighbours, CallersAddUpToAtLeastTheFunction) {
  const auto everything = [](std::string_view) { return true; };
  for_each_profile([&](const Profile& profile) {
    const NeighbourList list = find_neighbours(profile, Metric::kInuseSpace, everything);
    for (const Neighbourhood& function : list.functions) {
      Estimate callers;
      for (const Neighbour& caller : function.callers) callers += caller.estimate;
      EXPECT_GE(callers.value, function.cumulative.value) << function.name;
      EXPECT_LE(function.cumulative.value, list.total.value) << function.name;
    }
  });
}

TEST(CallCosts, SelfAddsUpToTheTotal) {
  for_each_profile([](const Profile& profile) {
    Values self;
    for (const SelfCost& cost : sum_call_costs(profile).self) self += cost.values;
    EXPECT_EQ(self, total_with_frames(profile));
  });
}

TEST(CallCosts, NoFunctionHoldsMoreThanTheWhole) {
  for_each_profile([](const Profile& profile) {
    const CallCosts costs = sum_call_costs(profile);
    std::vector<Values> inclusive(costs.functions.size());
    for (const SelfCost& cost : costs.self) inclusive[cost.function] += cost.values;
    for (const CallCost& call : costs.calls) inclusive[call.caller] += call.inclusive;
    const Values total = total_values(profile);
    for (const Values& values : inclusive) {
      for (const Metric metric : kAllMetrics) {
        EXPECT_LE(values[metric].value, total[metric].value);
      }
    }
  });
}

TEST(CallCosts, AreOrderedAndDistinct) {
  for_each_profile([](const Profile& profile) {
    const CallCosts costs = sum_call_costs(profile);
    for (size_t i = 1; i < costs.functions.size(); ++i) {
      EXPECT_LT(costs.functions[i - 1], costs.functions[i]);
    }
    const auto key = [](const CallCost& call) {
      return std::tuple(call.caller, call.at, call.callee);
    };
    for (size_t i = 1; i < costs.calls.size(); ++i) {
      EXPECT_LT(key(costs.calls[i - 1]), key(costs.calls[i]));
    }
  });
}

void expect_sound(const ListedFunction& function) {
  Estimate self;
  for (const ListedLine& line : function.lines) {
    self += line.self;
    EXPECT_LE(line.self.value, line.cumulative.value);
    EXPECT_LE(line.cumulative.value, function.cumulative.value);
  }
  EXPECT_TRUE(function.lines.empty() || self.value == function.self.value);
}

TEST(SourceList, LinesAddUpToTheirFunction) {
  for_each_profile([](const Profile& profile) {
    const Profile by_line = regroup(profile, Granularity::kLine);
    const SourceList list = list_source(by_line, Metric::kInuseSpace, TopOrder::kName,
                                        [](std::string_view) { return true; });
    for (const ListedFunction& function : list.functions) {
      expect_sound(function);
      EXPECT_LE(function.cumulative.value, list.total.value);
    }
  });
}

}  // namespace
}  // namespace jescope::testing
