// SPDX-License-Identifier: Apache-2.0
#include "render/graph/edges.h"

#include <algorithm>
#include <cmath>

#include "render/graph/route.h"
#include "render/graph/tone.h"

namespace jescope {
namespace {

constexpr double kThinnestPx = 0.8;
constexpr double kThickestPx = 8;

double line_width(const GraphEdge& edge, const GraphWords& words) {
  return kThinnestPx + (kThickestPx - kThinnestPx) * words.share(edge.value);
}

// A triangle from `base`, the middle of its side, to `tip`.
std::array<Point, 3> arrow_head(Point base, Point tip, double line_px) {
  const double half = 3 + line_px / 2;
  const double along = std::hypot(tip.x - base.x, tip.y - base.y);
  const Point across = {(base.y - tip.y) / along * half, (tip.x - base.x) / along * half};
  return {Point{base.x + across.x, base.y + across.y}, {base.x - across.x, base.y - across.y}, tip};
}

PictureText label_at(const GraphEdge& edge, const GraphWords& words, Point middle) {
  return {words.label(edge), {middle.x, middle.y + kGraphLabelPx * 0.36}, kGraphLabelPx};
}

PictureEdge begin_edge(const CallGraph& graph, const GraphWords& words, const GraphEdge& edge) {
  PictureEdge placed;
  placed.caller = edge.caller;
  placed.callee = edge.callee;
  placed.tooltip = words.tooltip(edge);
  placed.sign = sign_of(graph, words, edge.value);
  placed.bridges = edge.bridges;
  return placed;
}

PictureEdge place_edge(PictureEdge placed, const GraphWords& words, const GraphEdge& edge,
                       const LayoutRoute& route, Point callee_centre) {
  const Point end = route.points.back();
  const double down = callee_centre.y > end.y ? 1 : -1;
  placed.line_px = line_width(edge, words);
  placed.curve = route.points;
  placed.head = arrow_head(end, {end.x, end.y + down * kArrowPx}, placed.line_px);
  placed.label = label_at(edge, words, route.label);
  return placed;
}

// A loop at the right side of the node.
PictureEdge place_self_call(PictureEdge placed, const GraphWords& words, const GraphEdge& edge,
                            const GraphBox& box, Point centre) {
  const double right = centre.x + box.width / 2;
  const Point end = {right + kArrowPx, centre.y + 8};
  placed.line_px = std::min(3.0, line_width(edge, words));
  placed.curve = {
      {right, centre.y - 9}, {right + 24, centre.y - 14}, {right + 24, centre.y + 8}, end};
  placed.head = arrow_head(end, {right, end.y}, placed.line_px);
  placed.label = label_at(edge, words, {right + 23, centre.y - 3});
  placed.is_label_beside = true;
  return placed;
}

}  // namespace

std::vector<PictureEdge> place_edges(const CallGraph& graph, const GraphWords& words,
                                     const std::vector<GraphBox>& boxes,
                                     const GraphLayout& layout) {
  std::vector<PictureEdge> edges;
  size_t next_route = 0;
  for (const GraphEdge& edge : graph.edges) {
    const Point callee = layout.centres[edge.callee];
    PictureEdge begun = begin_edge(graph, words, edge);
    if (edge.caller == edge.callee) {
      edges.push_back(place_self_call(std::move(begun), words, edge, boxes[edge.callee], callee));
      continue;
    }
    const LayoutRoute& route = layout.routes[next_route++];
    if (route.points.empty()) continue;
    edges.push_back(place_edge(std::move(begun), words, edge, route, callee));
  }
  return edges;
}

}  // namespace jescope
