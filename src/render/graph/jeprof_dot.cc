// SPDX-License-Identifier: Apache-2.0
//
// As jeprof's PrintDot() writes it:
//
//   digraph "service; 4.0 MB" {
//   node [width=0.375,height=0.25];
//   Legend [shape=box,fontsize=24,shape=plaintext,label="service\lTotal MB: 4.0\l..."];
//   N1 [label="main\n0.0 (0.0%)\rof 4.0 (100.0%)\r",shape=box,fontsize=8.0];
//   N1 -> N2 [label=3.0, weight=35351, style="setlinewidth(2.000000)"];
//   }
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "jescope/render/jeprof.h"
#include "render/graph/dot_text.h"

namespace jescope {
namespace {

double fraction(int64_t value, int64_t whole) {
  return whole == 0 ? 0
                    : std::abs(static_cast<double>(value)) / std::abs(static_cast<double>(whole));
}

// A line for each word and each scope, so that boxes stay narrow.
std::string broken_name(std::string_view name) {
  std::string lines;
  for (size_t i = 0; i < name.size(); ++i) {
    const bool is_scope = name.substr(i, 2) == "::";
    if (!is_scope && name[i] != ' ') {
      lines += name[i];
      continue;
    }
    if (is_scope) ++i;
    lines += '\n';
  }
  return lines;
}

class DotWriter {
 public:
  DotWriter(const JeprofGraph& graph, const JeprofDotStyle& style)
      : graph_(graph), style_(style), amounts_{graph.metric, style.shown} {}

  std::string run() const {
    const std::string total = amount(graph_.total);
    std::string text = fmt::format("digraph \"{}; {} {}\" {{\n", dot_escape(style_.program), total,
                                   jeprof_unit(amounts_));
    text += "node [width=0.375,height=0.25];\n" + legend();
    for (size_t row = 0; row < graph_.nodes.size(); ++row) text += node(row);
    for (const JeprofEdge& each : graph_.edges) text += edge(each);
    return text + "}\n";
  }

 private:
  std::string amount(int64_t value) const { return jeprof_amount(value, amounts_); }

  std::string legend() const {
    const std::string unit = jeprof_unit(amounts_);
    return fmt::format(
        "Legend [shape=box,fontsize=24,shape=plaintext,label=\"{}\\lTotal {}: {}\\l"
        "Focusing on: {}\\lDropped nodes with <= {} abs({})\\lDropped edges with <= {} {}\\l\"];\n",
        dot_escape(style_.program), unit, amount(graph_.total), amount(graph_.chosen),
        amount(graph_.node_limit), unit, amount(graph_.edge_limit), unit);
  }

  std::string node(size_t row) const {
    const JeprofRow& node = graph_.nodes[row];
    std::string rest;
    if (node.flat != node.cumulative) {
      rest = fmt::format("\\rof {} ({})", amount(node.cumulative),
                         jeprof_share(node.cumulative, graph_.chosen));
    }
    std::string mark;
    if (style_.marks_leaks && node.flat > 0) mark = ",style=filled,fillcolor=gray";
    if (style_.marks_leaks && node.flat < 0) mark = ",peripheries=3";
    return fmt::format("N{} [label=\"{}\\n{} ({}){}\\r\",shape=box,fontsize={:.1f}{}];\n", row + 1,
                       dot_escape(broken_name(node.name)), amount(node.flat),
                       jeprof_share(node.flat, graph_.chosen), rest,
                       8 + 50 * std::sqrt(fraction(node.flat, graph_.chosen)), mark);
  }

  std::string edge(const JeprofEdge& edge) const {
    const double width = 2 * std::min(1.0, 3 * fraction(edge.value, graph_.chosen));
    const double weight =
        std::min(std::pow(std::abs(static_cast<double>(edge.value)), 0.7), 100000.0);
    const bool is_inlined = graph_.nodes[edge.callee].name.find("(inline)") != std::string::npos;
    return fmt::format("N{} -> N{} [label={}, weight={}, style=\"setlinewidth({:.6f}){}\"];\n",
                       edge.caller + 1, edge.callee + 1, amount(edge.value),
                       static_cast<int64_t>(weight), width, is_inlined ? ",dashed" : "");
  }

  const JeprofGraph& graph_;
  const JeprofDotStyle& style_;
  const JeprofAmounts amounts_;
};

}  // namespace

std::string render_jeprof_dot(const JeprofGraph& graph, const JeprofDotStyle& style) {
  return DotWriter(graph, style).run();
}

std::string jeprof_dropping_words(const JeprofGraph& graph, JeprofUnit shown) {
  if (graph.node_limit == 0 && graph.edge_limit == 0) return {};
  const JeprofAmounts amounts{graph.metric, shown};
  const std::string unit = jeprof_unit(amounts);
  return fmt::format("Dropping nodes with <= {} {}; edges with <= {} abs({})",
                     jeprof_amount(graph.node_limit, amounts), unit,
                     jeprof_amount(graph.edge_limit, amounts), unit);
}

}  // namespace jescope
