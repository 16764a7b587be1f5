// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "jescope/summarize/jeprof_graph.h"
#include "jescope/summarize/jeprof_table.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile =
    "main;run(int)|a.cc:7|app+0x10;f<int>(int)|a.cc:3|app+0x10|i 60\n"
    "main;run(int)|a.cc:9|app+0x20;run(int)|a.cc:7|app+0x10 30\n"
    "main;g(int)|b.cc:1|app+0x30 6\n"
    "main;g(char)|b.cc:2|app+0x40 4\n"
    "||libx.so+0x1a2b 1\n";

Profile profile() {
  return profile_of(kProfile, Granularity::kAddress);
}

std::string rows_of(Granularity granularity, JeprofOrder order = JeprofOrder::kFlat,
                    JeprofNames names = JeprofNames::kRight) {
  const JeprofTable table =
      build_jeprof_table(profile(), 101, Metric::kInuseSpace, granularity, order, names);
  std::string text = fmt::format("{} of {}\n", table.chosen, table.total);
  for (const JeprofRow& row : table.rows) {
    text += fmt::format("{} {} {}\n", row.flat, row.cumulative, row.name);
  }
  return text;
}

TEST(JeprofTable, PutsFramesOfOneNameTogether) {
  EXPECT_EQ(rows_of(Granularity::kFunction),
            "101 of 101\n"
            "60 60 f (inline)\n"
            "30 90 run\n"
            "10 10 g\n"
            "1 1 libx.so+0x1a2b\n"
            "0 100 main\n");
}

TEST(JeprofTable, OrdersByTheCumulativeValue) {
  EXPECT_EQ(rows_of(Granularity::kFunction, JeprofOrder::kCumulative, JeprofNames::kExact),
            "101 of 101\n"
            "0 100 main\n"
            "30 90 run\n"
            "60 60 f (inline)\n"
            "10 10 g\n"
            "1 1 libx.so+0x1a2b\n");
}

TEST(JeprofTable, HasLinesAndFiles) {
  EXPECT_EQ(rows_of(Granularity::kLine),
            "101 of 101\n"
            "60 60 f (inline) a.cc:3\n"
            "30 90 run a.cc:7\n"
            "6 6 g b.cc:1\n"
            "4 4 g b.cc:2\n"
            "1 1 libx.so+0x1a2b\n"
            "0 100 main ??:0\n"
            "0 30 run a.cc:9\n");
  EXPECT_EQ(rows_of(Granularity::kFile),
            "101 of 101\n"
            "90 90 a.cc\n"
            "10 10 b.cc\n"
            "1 1 libx.so\n"
            "0 100 ??\n");
}

CallGraphLimits limits(size_t nodes, double node, double edge, size_t degree) {
  CallGraphLimits limits;
  limits.most_nodes = nodes;
  limits.least_node_fraction = node;
  limits.least_edge_fraction = edge;
  limits.most_edges_of_node = degree;
  return limits;
}

std::string graph_of(const CallGraphLimits& limits) {
  const JeprofGraph graph = build_jeprof_graph(profile(), 101, Metric::kInuseSpace,
                                               Granularity::kFunction, limits, JeprofNames::kExact);
  std::string text = fmt::format("limits {} {}\n", graph.node_limit, graph.edge_limit);
  for (const JeprofRow& node : graph.nodes) {
    text += fmt::format("{} {} {}\n", node.flat, node.cumulative, node.name);
  }
  for (const JeprofEdge& edge : graph.edges) {
    text += fmt::format("{} > {} {}\n", graph.nodes[edge.caller].name,
                        graph.nodes[edge.callee].name, edge.value);
  }
  return text;
}

TEST(JeprofGraph, CountsEachCallOfNeighbours) {
  EXPECT_EQ(graph_of(limits(80, 0, 0, 8)),
            "limits 0 0\n0 100 main\n30 90 run\n60 60 f (inline)\n10 10 g\n1 1 libx.so+0x1a2b\n"
            "main > run 90\nrun > f (inline) 60\nrun > run 30\nmain > g 10\n");
}

TEST(JeprofGraph, LeavesOutSmallAndMany) {
  EXPECT_EQ(graph_of(limits(80, 0.1, 0.3, 8)),
            "limits 10 30\n0 100 main\n30 90 run\n60 60 f (inline)\n"
            "main > run 90\nrun > f (inline) 60\n")
      << "30 is not above the limit, and `run` has a caller";
  EXPECT_EQ(graph_of(limits(80, 0.1, 0, 1)),
            "limits 10 0\n0 100 main\n30 90 run\n60 60 f (inline)\n"
            "main > run 90\nrun > f (inline) 60\n");
  EXPECT_EQ(graph_of(limits(2, 0, 0, 8)),
            "limits 0 0\n0 100 main\n30 90 run\nmain > run 90\nrun > run 30\n");
  EXPECT_EQ(graph_of(limits(80, 1e300, -1e300, 8)),
            "limits 9000000000000000000 -9000000000000000000\n");
}

}  // namespace
}  // namespace jescope
