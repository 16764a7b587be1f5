// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/call_graph.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

// "self cumulative name" of each node, then the edges: "value caller > callee",
// "~>" where functions between are left out.
std::string to_text(const CallGraph& graph) {
  std::string text;
  for (const GraphNode& node : graph.nodes) {
    text += fmt::format("{} {} {}\n", node.self.value, node.cumulative.value, node.frame.name);
  }
  for (const GraphEdge& edge : graph.edges) {
    text += fmt::format("{} {} {}> {}\n", edge.value.value, graph.nodes[edge.caller].frame.name,
                        edge.bridges ? "~" : "", graph.nodes[edge.callee].frame.name);
  }
  if (graph.nodes_left_out + graph.edges_left_out == 0) return text;
  return text + fmt::format("left out {} {}\n", graph.nodes_left_out, graph.edges_left_out);
}

struct GraphCase {
  std::string name;
  std::string profile;
  CallGraphLimits limits;
  std::string text;
};

class Graphs : public testing::TestWithParam<GraphCase> {};

TEST_P(Graphs, Text) {
  const GraphCase& row = GetParam();
  EXPECT_EQ(to_text(build_call_graph(profile_of(row.profile), Metric::kInuseSpace, row.limits)),
            row.text);
}

constexpr CallGraphLimits kEverything = {100, 0, 0, 100};

INSTANTIATE_TEST_SUITE_P(
    Table, Graphs,
    testing::Values(
        GraphCase{"CallsAddUp", "main;f;g 8\nmain;f 1\nmain;h;g 2\n", kEverything,
                  "0 11 main\n10 10 g\n1 9 f\n0 2 h\n"
                  "9 main > f\n8 f > g\n2 main > h\n2 h > g\n"},
        GraphCase{"RecursionCountsOnceAStack", "main;f;f;f 8\nmain;f;g;f 1\n", kEverything,
                  "9 9 f\n0 9 main\n0 1 g\n"
                  "9 main > f\n8 f > f\n1 f > g\n1 g > f\n"},
        GraphCase{"EdgesBridgeWhatIsLeftOut",
                  "main;a;b;f 8\nmain;c;f 8\n",
                  {2, 0, 0, 8},
                  "16 16 f\n0 16 main\n16 main ~> f\nleft out 3 0\n"},
        GraphCase{"ABridgeThatOthersSpanIsLeftOut",
                  "main;run;f 90\nmain;tiny;f 1\n",
                  {100, 0.02, 0, 8},
                  "91 91 f\n0 91 main\n0 90 run\n90 main > run\n90 run > f\nleft out 1 1\n"},
        GraphCase{"SmallFunctions",
                  "main;f 995\nmain;g 5\n",
                  {},
                  "0 1000 main\n995 995 f\n995 main > f\nleft out 1 0\n"},
        GraphCase{"TheLargestWayToANodeStays",
                  "main;f 9\nmain;h;f 1\nmain;h 1000\n",
                  {100, 0, 0.1, 8},
                  "0 1010 main\n1000 1001 h\n10 10 f\n1001 main > h\n9 main > f\nleft out 0 1\n"},
        GraphCase{"Nothing", "", kEverything, ""}),
    [](const auto& row) { return row.param.name; });

TEST(CallGraph, KeepsTheLargestEdgesAndOneToEachNode) {
  CallGraphLimits limits = kEverything;
  limits.most_edges = 2;
  EXPECT_EQ(to_text(build_call_graph(profile_of("main;f 8\nmain;f;g 4\nmain;g 2\nmain;f;h 1\n"),
                                     Metric::kInuseSpace, limits)),
            "0 15 main\n8 13 f\n6 6 g\n1 1 h\n"
            "13 main > f\n4 f > g\n1 f > h\nleft out 0 1\n");
}

TEST(CallGraph, HasTheSumsOfAllMetrics) {
  Profile profile = profile_of("main;f;f 8\nmain;f;g 1\n");
  for (Sample& sample : profile.samples) {
    sample.values[Metric::kAllocObjects] = {10 * sample.values[Metric::kInuseSpace].value, 0};
  }
  const CallGraph graph = build_call_graph(profile, Metric::kInuseSpace, kEverything);
  for (const GraphNode& node : graph.nodes) {
    EXPECT_EQ(node.self_values[Metric::kInuseSpace].value, node.self.value);
    EXPECT_EQ(node.self_values[Metric::kAllocObjects].value, 10 * node.self.value);
    EXPECT_EQ(node.cumulative_values[Metric::kInuseSpace].value, node.cumulative.value);
    EXPECT_EQ(node.cumulative_values[Metric::kAllocObjects].value, 10 * node.cumulative.value);
  }
  for (const GraphEdge& edge : graph.edges) {
    EXPECT_EQ(edge.values[Metric::kInuseSpace].value, edge.value.value);
    EXPECT_EQ(edge.values[Metric::kAllocObjects].value, 10 * edge.value.value);
  }
}

TEST(CallGraph, ADifferenceKeepsSignsAndPrunesByMagnitude) {
  Profile profile = profile_of("main;grown 1000\nmain;shrunk -1000\nmain;little 1\n");
  profile.baseline = Values();
  const CallGraph graph = build_call_graph(profile, Metric::kInuseSpace);
  EXPECT_TRUE(graph.is_change);
  EXPECT_EQ(to_text(graph), "1000 1000 grown\n-1000 -1000 shrunk\nleft out 2 0\n");
}

}  // namespace
}  // namespace jescope
