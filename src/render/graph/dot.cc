// SPDX-License-Identifier: Apache-2.0
//
//   digraph "service.heap: live bytes" {
//     n0 [label="main\nof 4.0 MiB (100.0%)" fontsize=12 tooltip="main"];
//     n0 -> n1 [label="4.0 MiB" penwidth=5.0 weight=100];
//   }
#include <fmt/format.h>

#include <cmath>

#include "jescope/render/call_graph.h"
#include "render/graph/dot_text.h"
#include "render/graph/words.h"

namespace jescope {
namespace {

std::string change_colour(const CallGraph& graph, const Estimate& estimate,
                          const GraphWords& words) {
  if (!graph.is_change || words.is_noise(estimate)) return "";
  return estimate.value > 0 ? R"( color="#b8412a")" : R"( color="#2a62a8")";
}

std::string node_line(const CallGraph& graph, const GraphWords& words, size_t row) {
  const GraphNode& node = graph.nodes[row];
  std::string label = words.name(node);
  for (const std::string& line : words.numbers(node)) label += "\n" + line;
  return fmt::format("  n{} [label=\"{}\" fontsize={:.1f} tooltip=\"{}\"{}];\n", row,
                     dot_escape(label), 10 + 14 * std::sqrt(words.share(node.self)),
                     dot_escape(words.tooltip(node)), change_colour(graph, node.cumulative, words));
}

std::string edge_line(const CallGraph& graph, const GraphWords& words, const GraphEdge& edge) {
  const double share = words.share(edge.value);
  return fmt::format("  n{} -> n{} [label=\"{}\" penwidth={:.1f} weight={}{}{}];\n", edge.caller,
                     edge.callee, dot_escape(words.label(edge)), 0.8 + 7 * share,
                     1 + std::lround(99 * share), edge.bridges ? " style=dashed" : "",
                     change_colour(graph, edge.value, words));
}

}  // namespace

std::string render_call_graph_dot(const CallGraph& graph, const GraphStyle& style) {
  const GraphWords words(graph, style.unit);
  const std::string title = style.title + "\n" + style.subtitle + "\n" + words.extent();
  std::string text = fmt::format(
      "digraph \"{}\" {{\n"
      "  graph [label=\"{}\" labelloc=t fontname=\"sans-serif\" fontsize=12];\n"
      "  node [shape=box style=rounded fontname=\"monospace\"];\n"
      "  edge [fontname=\"sans-serif\" fontsize=9 color=\"#6e7781\"];\n",
      dot_escape(style.title), dot_escape(title));
  for (size_t row = 0; row < graph.nodes.size(); ++row) text += node_line(graph, words, row);
  for (const GraphEdge& edge : graph.edges) text += edge_line(graph, words, edge);
  return text + "}\n";
}

}  // namespace jescope
