// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/jeprof.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

TEST(JeprofText, HasTheColumnsThatScriptsRead) {
  JeprofTable table{Metric::kInuseSpace, 3 << 20, 2 << 20, {}};
  table.rows = {{"copy", 3 << 19, 2 << 20}, {"\x1b[2Jevil", -(1 << 19), 0}};
  EXPECT_EQ(render_jeprof_text(table, JeprofUnit::kMegabytes, ""),
            "Total: 3.0 MB\n"
            "     1.5  75.0%  75.0%      2.0 100.0% copy\n"
            "    -0.5 -25.0%  50.0%      0.0   0.0% \xEF\xBF\xBD[2Jevil\n");
  EXPECT_EQ(render_jeprof_text(table, JeprofUnit::kBytes, " (t3)"),
            "Total (t3): 3145728 B\n"
            " 1572864  75.0%  75.0%  2097152 100.0% copy\n"
            " -524288 -25.0%  50.0%        0   0.0% \xEF\xBF\xBD[2Jevil\n");
}

TEST(JeprofText, OfNothingHasNoTotal) {
  const JeprofTable table{Metric::kInuseObjects, 0, 0, {{"a", 0, 5}, {"b", 0, -5}}};
  EXPECT_EQ(render_jeprof_text(table, JeprofUnit::kMegabytes, ""),
            "       0    nan    nan        5   +inf a\n"
            "       0    nan    nan       -5   -inf b\n");
}

TEST(JeprofDot, EscapesNames) {
  JeprofGraph graph{Metric::kInuseSpace, 100, 100, 0, 0, {}, {}};
  graph.nodes = {{"ns::main", 0, 100}, {"operator\"\" _kb(inline)", 100, 100}};
  graph.edges = {{0, 1, 100}};
  EXPECT_EQ(
      render_jeprof_dot(graph, {"/a\"b", JeprofUnit::kBytes, true}),
      "digraph \"/a\\\"b; 100 B\" {\n"
      "node [width=0.375,height=0.25];\n"
      "Legend [shape=box,fontsize=24,shape=plaintext,label=\"/a\\\"b\\lTotal B: 100\\l"
      "Focusing on: 100\\lDropped nodes with <= 0 abs(B)\\lDropped edges with <= 0 B\\l\"];\n"
      "N1 [label=\"ns\\nmain\\n0 (0.0%)\\rof 100 (100.0%)\\r\",shape=box,fontsize=8.0];\n"
      "N2 [label=\"operator\\\"\\\"\\n_kb(inline)\\n100 (100.0%)\\r\",shape=box,fontsize=58.0,"
      "style=filled,fillcolor=gray];\n"
      "N1 -> N2 [label=100, weight=25, style=\"setlinewidth(2.000000),dashed\"];\n"
      "}\n");
}

}  // namespace
}  // namespace jescope
