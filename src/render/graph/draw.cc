// SPDX-License-Identifier: Apache-2.0
//
//   <g class="edge" data-from="0" data-to="1"><title>main → run
//   4.0 MiB (41.0%)</title><path class="line" stroke-width="3.7" d="M10 40C..."/>
//   <path class="tip" d="M6 92H14L10 100Z"/><text x="10" y="70">4.0 MiB</text></g>
//
//   <g class="node"><title>run
//   self 1.2 MiB (12.3%)
//   with callees 4.0 MiB (41.0%)</title><rect class="h3" x="2" y="100" .../>
//   <text ...>run</text><text class="numbers" ...>1.2 MiB (12.3%)</text></g>
#include "render/graph/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "render/escape.h"
#include "render/graph/route.h"

namespace jescope {
namespace {

constexpr double kThinnestPx = 0.8;
constexpr double kThickestPx = 8;

// What a function holds itself, of the largest: up to each of these is a heat.
constexpr std::array kHeats = {0.01, 0.05, 0.15, 0.35};

// The same of a change, of the base's total: the steps of the flame graph.
constexpr std::array kChangeSteps = {0.01, 0.05, kGraphFullChange};

std::string sign_class(const CallGraph& graph, const Estimate& estimate, const GraphWords& words) {
  if (!graph.is_change || words.is_noise(estimate)) return "";
  return estimate.value > 0 ? " grown" : " shrunk";
}

std::string change_class(const Estimate& change, const GraphWords& words) {
  if (words.is_noise(change)) return "n0";
  size_t step = 1;
  for (const double least : kChangeSteps) step += words.part_of_base(change) >= least;
  return fmt::format("{}{}", change.value > 0 ? 'g' : 's', step);
}

std::string heat_class(const CallGraph& graph, const GraphNode& node, const GraphWords& words) {
  if (node.self.value == 0) return "h0";
  if (graph.is_change) return change_class(node.self, words);
  size_t heat = 1;
  for (const double most : kHeats) heat += words.share(node.self) > most;
  return fmt::format("h{}", heat);
}

// Returns the row of what holds most itself, of a change beyond noise.
size_t heaviest_row(const CallGraph& graph, const GraphWords& words) {
  const auto weight = [&](const GraphNode& node) {
    return words.is_noise(node.self) ? 0 : magnitude(node.self.value);
  };
  return static_cast<size_t>(std::ranges::max_element(graph.nodes, {}, weight) -
                             graph.nodes.begin());
}

// Tooltips have several lines; names within them have none.
std::string escape_lines(std::string_view text) {
  std::string escaped;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) escaped += '\n';
    escaped += xml_escape(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return escaped;
}

std::string xy(const Point& point) {
  return graph_pixels(point.x) + " " + graph_pixels(point.y);
}

std::string path_of(const LayoutRoute& route) {
  std::string path = "M" + xy(route.points.front());
  for (size_t i = 1; i + 2 < route.points.size(); i += 3) {
    path += fmt::format("C{} {} {}", xy(route.points[i]), xy(route.points[i + 1]),
                        xy(route.points[i + 2]));
  }
  return path;
}

double line_width(const GraphEdge& edge, const GraphWords& words) {
  return kThinnestPx + (kThickestPx - kThinnestPx) * words.share(edge.value);
}

// A triangle from `base`, the middle of its side, to `tip`.
std::string arrow_head(Point base, Point tip, double line_px) {
  const double half = 3 + line_px / 2;
  const double along = std::hypot(tip.x - base.x, tip.y - base.y);
  const Point across = {(base.y - tip.y) / along * half, (tip.x - base.x) / along * half};
  return fmt::format(R"(<path class="tip" d="M{}L{}L{}Z"/>)",
                     xy({base.x + across.x, base.y + across.y}),
                     xy({base.x - across.x, base.y - across.y}), xy(tip));
}

std::string open_edge(const CallGraph& graph, const GraphEdge& edge, const GraphWords& words) {
  return fmt::format(R"(<g class="edge{}{}" data-from="{}" data-to="{}"><title>{}</title>)",
                     edge.bridges ? " bridge" : "", sign_class(graph, edge.value, words),
                     edge.caller, edge.callee, escape_lines(words.tooltip(edge)));
}

std::string line_element(const std::string& path, double line_px) {
  return fmt::format(R"(<path class="line" stroke-width="{}" d="{}"/>)", graph_pixels(line_px),
                     path);
}

std::string label_element(const GraphEdge& edge, const GraphWords& words, Point at,
                          std::string_view css_class) {
  return fmt::format(R"(<text{} x="{}" y="{}">{}</text></g>)"
                     "\n",
                     css_class, graph_pixels(at.x), graph_pixels(at.y + kGraphLabelPx * 0.36),
                     xml_escape(words.label(edge)));
}

std::string draw_edge(const CallGraph& graph, const GraphWords& words, const GraphEdge& edge,
                      const LayoutRoute& route, Point callee_centre) {
  if (route.points.empty()) return {};
  const double line_px = line_width(edge, words);
  const Point end = route.points.back();
  const double down = callee_centre.y > end.y ? 1 : -1;
  return open_edge(graph, edge, words) + line_element(path_of(route), line_px) +
         arrow_head(end, {end.x, end.y + down * kArrowPx}, line_px) +
         label_element(edge, words, route.label, "");
}

// A loop at the right side of the node.
std::string draw_self_call(const CallGraph& graph, const GraphWords& words, const GraphEdge& edge,
                           const GraphBox& box, Point centre) {
  const double line_px = std::min(3.0, line_width(edge, words));
  const double right = centre.x + box.width / 2;
  const double end = right + kArrowPx;
  const std::string path =
      fmt::format("M{}C{} {} {}", xy({right, centre.y - 9}), xy({right + 24, centre.y - 14}),
                  xy({right + 24, centre.y + 8}), xy({end, centre.y + 8}));
  return open_edge(graph, edge, words) + line_element(path, line_px) +
         arrow_head({end, centre.y + 8}, {right, centre.y + 8}, line_px) +
         label_element(edge, words, {right + 23, centre.y - 3}, R"( class="beside")");
}

std::string text_element(std::string_view css_class, Point at, double font_px,
                         std::string_view text) {
  return fmt::format(R"(<text{} x="{}" y="{}" font-size="{}">{}</text>)", css_class,
                     graph_pixels(at.x), graph_pixels(at.y), graph_pixels(font_px),
                     xml_escape(text));
}

std::string draw_node(const CallGraph& graph, const GraphWords& words, const GraphNode& node,
                      const GraphBox& box, Point centre, bool is_heaviest) {
  const double left = centre.x - box.width / 2;
  const double top = centre.y - box.height / 2;
  std::string svg = fmt::format(
      R"(<g class="node{}"{}><title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>)",
      sign_class(graph, node.cumulative, words), is_heaviest ? " data-heaviest=\"\"" : "",
      escape_lines(words.tooltip(node)), heat_class(graph, node, words), graph_pixels(left),
      graph_pixels(top), graph_pixels(box.width), graph_pixels(box.height));
  double y = top + kGraphBoxInsetPx / 2 + box.name_px;
  svg += text_element("", {centre.x, y}, box.name_px, box.name);
  for (const std::string& line : box.numbers) {
    y += kGraphLineHeight * box.numbers_px;
    svg += text_element(R"( class="numbers")", {centre.x, y}, box.numbers_px, line);
  }
  return svg + "</g>\n";
}

}  // namespace

std::string graph_pixels(double length) {
  const auto tenths = static_cast<int64_t>(std::llround(length * 10));
  const int64_t size = tenths < 0 ? -tenths : tenths;
  std::string text = fmt::format("{}{}", tenths < 0 ? "-" : "", size / 10);
  return size % 10 == 0 ? text : text + fmt::format(".{}", size % 10);
}

std::string draw_graph_edges(const CallGraph& graph, const GraphWords& words,
                             const std::vector<GraphBox>& boxes, const GraphLayout& layout) {
  std::string svg = "<g class=\"edges\">\n";
  size_t route = 0;
  for (const GraphEdge& edge : graph.edges) {
    const Point callee = layout.centres[edge.callee];
    svg += edge.caller == edge.callee
               ? draw_self_call(graph, words, edge, boxes[edge.callee], callee)
               : draw_edge(graph, words, edge, layout.routes[route++], callee);
  }
  return svg + "</g>\n";
}

std::string draw_graph_nodes(const CallGraph& graph, const GraphWords& words,
                             const std::vector<GraphBox>& boxes, const GraphLayout& layout) {
  std::string svg = "<g class=\"nodes\">\n";
  const size_t heaviest = heaviest_row(graph, words);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    svg += draw_node(graph, words, graph.nodes[i], boxes[i], layout.centres[i], i == heaviest);
  }
  return svg + "</g>\n";
}

}  // namespace jescope
