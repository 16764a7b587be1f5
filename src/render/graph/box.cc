// SPDX-License-Identifier: Apache-2.0
//
// Fonts grow with what a function holds itself, as in jeprof but within what
// fits beside each other on a screen.
#include "render/graph/box.h"

#include <algorithm>
#include <cmath>

#include "render/fit_name.h"

namespace jescope {
namespace {

double columns(const std::string& text) {
  return static_cast<double>(column_count(text));
}

GraphBox size_box(const GraphNode& node, const GraphWords& words) {
  GraphBox box;
  const double emphasis = std::sqrt(words.share(node.self));
  box.name = words.name(node);
  box.numbers = words.numbers(node);
  box.name_px = std::round(110 + 110 * emphasis) / 10;
  box.numbers_px = std::round(105 + 45 * emphasis) / 10;
  box.width = columns(box.name) * box.name_px * kGraphCodeEm;
  for (const std::string& line : box.numbers) {
    box.width = std::max(box.width, columns(line) * box.numbers_px * kGraphTextEm);
  }
  const auto lines = static_cast<double>(box.numbers.size());
  const double text = kGraphLineHeight * (box.name_px + lines * box.numbers_px);
  box.width = std::ceil(box.width + 2 * kGraphBoxInsetPx);
  box.height = std::ceil(text + kGraphBoxInsetPx);
  return box;
}

double label_width(const GraphWords& words, const GraphEdge& edge) {
  return columns(words.label(edge)) * kGraphLabelPx * kGraphTextEm;
}

}  // namespace

std::vector<GraphBox> size_boxes(const CallGraph& graph, const GraphWords& words) {
  std::vector<GraphBox> boxes;
  for (const GraphNode& node : graph.nodes) boxes.push_back(size_box(node, words));
  return boxes;
}

LayoutGraph layout_graph_of(const CallGraph& graph, const GraphWords& words,
                            const std::vector<GraphBox>& boxes) {
  LayoutGraph layout;
  for (const GraphBox& box : boxes) {
    layout.nodes.push_back({box.width / 2, box.width / 2, box.height, box.width / 2});
  }
  for (const GraphEdge& edge : graph.edges) {
    if (edge.caller == edge.callee) {
      layout.nodes[edge.caller].right += kSelfCallReachPx + label_width(words, edge);
      continue;
    }
    const double weight = 1 + std::round(7 * words.share(edge.value));
    layout.edges.push_back({edge.caller, edge.callee, weight, label_width(words, edge)});
  }
  return layout;
}

}  // namespace jescope
