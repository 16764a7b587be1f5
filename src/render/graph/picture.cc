// SPDX-License-Identifier: Apache-2.0
//
// Gives each part of a call graph its place.
#include "render/graph/picture.h"

#include <algorithm>
#include <cmath>

#include "jescope/base/printable.h"
#include "render/fit_name.h"
#include "render/graph/box.h"
#include "render/graph/edges.h"
#include "render/graph/layout.h"
#include "render/graph/legend.h"
#include "render/graph/tone.h"
#include "render/graph/words.h"

namespace jescope {
namespace {

constexpr double kLegendPx = 85;  // its base line
constexpr double kLeastWidthPx = 640;
constexpr double kLeastChangeWidthPx = 780;  // of the legend
constexpr double kEmptyHeightPx = 240;
constexpr double kTitleColumnPx = 8.8;
constexpr double kTextColumnPx = 6.6;

// Returns the row of what holds most itself, of a change beyond noise.
size_t heaviest_row(const CallGraph& graph, const GraphWords& words) {
  const auto weight = [&](const GraphNode& node) {
    return words.is_noise(node.self) ? 0 : magnitude(node.self.value);
  };
  return static_cast<size_t>(std::ranges::max_element(graph.nodes, {}, weight) -
                             graph.nodes.begin());
}

PictureNode place_node(const CallGraph& graph, const GraphWords& words, const GraphNode& node,
                       const GraphBox& box, Point centre) {
  PictureNode placed;
  placed.tooltip = words.tooltip(node);
  placed.tone = tone_of(graph, words, node.self);
  placed.sign = sign_of(graph, words, node.cumulative);
  placed.corner = {centre.x - box.width / 2, centre.y - box.height / 2};
  placed.width = box.width;
  placed.height = box.height;
  double y = placed.corner.y + kGraphBoxInsetPx / 2 + box.name_px;
  placed.name = {box.name, {centre.x, y}, box.name_px};
  for (const std::string& line : box.numbers) {
    y += kGraphLineHeight * box.numbers_px;
    placed.numbers.push_back({line, {centre.x, y}, box.numbers_px});
  }
  return placed;
}

std::vector<PictureNode> place_nodes(const CallGraph& graph, const GraphWords& words,
                                     const std::vector<GraphBox>& boxes,
                                     const GraphLayout& layout) {
  std::vector<PictureNode> nodes;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    nodes.push_back(place_node(graph, words, graph.nodes[i], boxes[i], layout.centres[i]));
  }
  nodes[heaviest_row(graph, words)].is_heaviest = true;
  return nodes;
}

std::string fitted(std::string_view text, double width_px, double column_px) {
  const auto columns = static_cast<size_t>((width_px - 2 * kGraphMarginPx) / column_px);
  return cut_middle(printable_text(text), columns);
}

void place_head(GraphPicture& picture, const GraphStyle& style, std::string extent) {
  picture.title_line = {
      fitted(picture.title, picture.width, kTitleColumnPx), {kGraphMarginPx, 28}, kTitleFontPx};
  picture.subtitle_line = {
      fitted(style.subtitle, picture.width, kTextColumnPx), {kGraphMarginPx, 47}, kHeadFontPx};
  picture.extent_line = {std::move(extent), {kGraphMarginPx, 64}, kHeadFontPx};
}

void place_no_samples(GraphPicture& picture, const CallGraph& graph) {
  const double middle = kLeastWidthPx / 2;
  picture.width = kLeastWidthPx;
  picture.height = kEmptyHeightPx;
  picture.no_samples = {{"no samples", {middle, kEmptyHeightPx / 2 + 16}, kTitleFontPx},
                        {std::string(metric_name(graph.metric)) + " is zero everywhere",
                         {middle, kEmptyHeightPx / 2 + 38},
                         kHeadFontPx}};
}

}  // namespace

GraphPicture picture_of(const CallGraph& graph, const GraphStyle& style) {
  GraphPicture picture;
  picture.title = style.title.empty() ? "Call graph" : style.title;
  if (graph.nodes.empty()) {
    place_no_samples(picture, graph);
    place_head(picture, style, "");
    return picture;
  }
  const GraphWords words(graph, style.unit);
  const std::vector<GraphBox> boxes = size_boxes(graph, words);
  const GraphLayout layout = lay_out_graph(layout_graph_of(graph, words, boxes));
  const double least_px = graph.is_change ? kLeastChangeWidthPx : kLeastWidthPx;
  picture.width = std::max(least_px, std::ceil(layout.width) + 2 * kGraphMarginPx);
  picture.height = kGraphHeadPx + std::ceil(layout.height) + kGraphMarginPx;
  picture.view = {(picture.width - layout.width) / 2, kGraphHeadPx};
  picture.view_width = layout.width;
  picture.view_height = layout.height;
  picture.edges = place_edges(graph, words, boxes, layout);
  picture.nodes = place_nodes(graph, words, boxes, layout);
  place_head(picture, style, words.extent(layout.edges_not_drawn));
  picture.legend = graph_legend(graph, {kGraphMarginPx, kLegendPx});
  return picture;
}

}  // namespace jescope
