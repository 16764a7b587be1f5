// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "jescope/render/call_graph.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kMostDrawnNodes = 1000;  // of a graph that is laid out here: some seconds
constexpr size_t kMostDrawnEdges = 5000;  // the same

CallGraphLimits graph_limits(const Request& request, GraphFormat format) {
  CallGraphLimits limits;
  limits.most_nodes = row_limit(request, limits.most_nodes);
  if (format != GraphFormat::kDot) {
    limits.most_nodes = std::min(limits.most_nodes, kMostDrawnNodes);
    limits.most_edges = kMostDrawnEdges;
  }
  limits.least_node_fraction = request.least_fraction.value_or(limits.least_node_fraction);
  limits.least_edge_fraction = request.least_edge.value_or(limits.least_edge_fraction);
  if (request.jeprof) limits.most_edges_of_node = request.jeprof->most_degree;
  return limits;
}

// What the user asked for and the layout does not take.
void note_graph_size(const CallGraph& graph, const Request& request, Diagnostics& diagnostics) {
  const bool has_cut_nodes = graph.nodes_left_out > 0 && graph.nodes.size() == kMostDrawnNodes &&
                             row_limit(request, 0) > kMostDrawnNodes;
  const bool has_cut_edges = graph.edges_left_out > 0 && graph.edges.size() >= kMostDrawnEdges;
  if (!has_cut_nodes && !has_cut_edges) return;
  diagnostics.note(
      "graph size", "graph",
      fmt::format("the largest {} functions and {} calls are drawn: nobody reads more, "
                  "and laying it out takes minutes",
                  graph.nodes.size(), graph.edges.size()),
      request.is_at_prompt ? "dot calls.dot writes all for graphviz; focus chooses"
                           : "-o calls.dot writes all for graphviz; --focus and --min choose");
}

PrintFormat print_format(GraphFormat format) {
  switch (format) {
    case GraphFormat::kPs: return PrintFormat::kPs;
    case GraphFormat::kEps: return PrintFormat::kEps;
    case GraphFormat::kGif: return PrintFormat::kGif;
    case GraphFormat::kPng: return PrintFormat::kPng;
    default: break;
  }
  return PrintFormat::kPdf;
}

std::string print(const CallGraph& graph, const GraphStyle& style, const Request& request,
                  GraphFormat format, Diagnostics& diagnostics) {
  PrintedPicture picture = print_call_graph(graph, style, print_format(format));
  if (picture.scale < 1) {
    diagnostics.note("picture size", "graph",
                     fmt::format("the picture is {:.0f}% of its size: the format takes no more",
                                 100 * picture.scale),
                     request.is_at_prompt
                         ? "svg calls.svg has no such limit; focus chooses"
                         : "-o calls.svg has no such limit; -n and --min draw fewer functions");
  }
  return std::move(picture.bytes);
}

}  // namespace

std::string draw_graph(const Profile& profile, const Request& request, GraphFormat format,
                       const TableStyle& style, Diagnostics& diagnostics) {
  const CallGraph graph = build_call_graph(profile, request.metric, graph_limits(request, format));
  const GraphStyle graph_style{style.heading.front(), style.heading.back(), style.unit};
  if (format == GraphFormat::kDot) return render_call_graph_dot(graph, graph_style);
  note_graph_size(graph, request, diagnostics);
  if (format == GraphFormat::kSvg) return render_call_graph_svg(graph, graph_style);
  return print(graph, graph_style, request, format, diagnostics);
}

}  // namespace jescope
