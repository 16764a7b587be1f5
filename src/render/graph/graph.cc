// SPDX-License-Identifier: Apache-2.0
//
// Puts a call graph together. The picture needs no script; the script reads it
// from its elements:
//
//   <svg class="graph" ...>
//   <title>...</title>
//   <style><![CDATA[...]]></style>
//   <rect class="page canvas"/>           the background
//   <g class="view"><g class="edges">...</g><g class="nodes">...</g></g>
//   <g class="head">...</g>               last, so that it covers what is moved below it
//   <script><![CDATA[...]]></script>
//   </svg>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jescope/base/printable.h"
#include "jescope/render/call_graph.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/graph/assets.h"
#include "render/graph/box.h"
#include "render/graph/draw.h"
#include "render/graph/layout.h"
#include "render/graph/legend.h"
#include "render/graph/words.h"

namespace jescope {
namespace {

constexpr double kMarginPx = 16;
constexpr double kHeadPx = 106;
constexpr double kLegendPx = 85;  // its base line
constexpr double kLeastWidthPx = 640;
constexpr double kLeastChangeWidthPx = 780;  // of the legend
constexpr double kEmptyHeightPx = 240;
constexpr double kTitleColumnPx = 8.8;
constexpr double kTextColumnPx = 6.6;

std::string text_line(std::string_view css_class, double y, std::string_view text) {
  return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)"
                     "\n",
                     css_class, kMarginPx, y, xml_escape(text));
}

std::string fitted(std::string_view text, double width_px, double column_px) {
  const auto columns = static_cast<size_t>((width_px - 2 * kMarginPx) / column_px);
  return cut_middle(printable_text(text), columns);
}

std::string draw_head(const CallGraph& graph, const GraphStyle& style, std::string_view extent,
                      double width_px) {
  return fmt::format(R"(<g class="head"><rect class="page" width="100%" height="{}"/>)"
                     "\n",
                     kHeadPx - 4) +
         text_line("title", 28, fitted(style.title, width_px, kTitleColumnPx)) +
         text_line("subtitle", 47, fitted(style.subtitle, width_px, kTextColumnPx)) +
         text_line("extent", 64, extent) +
         (graph.nodes.empty() ? "" : draw_graph_legend(graph, kMarginPx, kLegendPx)) + "</g>\n";
}

std::string svg_element(const GraphStyle& style, double width_px, double height_px,
                        std::string_view content) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="graph" width="{0}" height="{1}" )"
      R"(viewBox="0 0 {0} {1}" role="img" aria-label="{2}">)"
      "\n<title>{2}</title>\n<style><![CDATA[{3}]]></style>\n"
      R"(<rect class="page canvas" width="100%" height="100%"/>)"
      "\n{4}</svg>\n",
      graph_pixels(width_px), graph_pixels(height_px), xml_escape(style.title), graph_style_sheet(),
      content);
}

std::string draw_empty(const CallGraph& graph, const GraphStyle& style) {
  const std::string content =
      fmt::format(R"(<text class="empty" x="{0}" y="{1}">no samples</text>)"
                  R"(<text class="empty-reason" x="{0}" y="{2}">{3} is zero everywhere</text>)"
                  "\n",
                  kLeastWidthPx / 2, kEmptyHeightPx / 2 + 16, kEmptyHeightPx / 2 + 38,
                  metric_name(graph.metric));
  return svg_element(style, kLeastWidthPx, kEmptyHeightPx,
                     draw_head(graph, style, "", kLeastWidthPx) + content);
}

GraphStyle with_title(GraphStyle style) {
  if (style.title.empty()) style.title = "Call graph";
  return style;
}

}  // namespace

std::string render_call_graph_element(const CallGraph& graph, const GraphStyle& given_style) {
  const GraphStyle style = with_title(given_style);
  if (graph.nodes.empty()) return draw_empty(graph, style);
  const GraphWords words(graph, style.unit);
  const std::vector<GraphBox> boxes = size_boxes(graph, words);
  const GraphLayout layout = lay_out_graph(layout_graph_of(graph, words, boxes));
  const double least_px = graph.is_change ? kLeastChangeWidthPx : kLeastWidthPx;
  const double width_px = std::max(least_px, std::ceil(layout.width) + 2 * kMarginPx);
  const double left_px = (width_px - layout.width) / 2;
  const double height_px = kHeadPx + std::ceil(layout.height) + kMarginPx;
  const std::string view = fmt::format(
      "<g class=\"view\" transform=\"translate({} {})\" data-width=\"{}\" data-height=\"{}\">\n",
      graph_pixels(left_px), kHeadPx, graph_pixels(layout.width), graph_pixels(layout.height));
  return svg_element(
      style, width_px, height_px,
      view + draw_graph_edges(graph, words, boxes, layout) +
          draw_graph_nodes(graph, words, boxes, layout) + "</g>\n" +
          draw_head(graph, style, words.extent(layout.edges_not_drawn), width_px) +
          fmt::format("<script><![CDATA[(() => {{ \"use strict\";{}}})();]]></script>\n",
                      graph_script()));
}

std::string render_call_graph_svg(const CallGraph& graph, const GraphStyle& style) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + render_call_graph_element(graph, style);
}

}  // namespace jescope
