// SPDX-License-Identifier: Apache-2.0
#include "render/graph/legend.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "jescope/base/utf8.h"
#include "render/escape.h"
#include "render/graph/draw.h"

namespace jescope {
namespace {

constexpr double kColumnPx = 5.4;  // of the legend's font, on average
constexpr double kGapPx = 6;
constexpr double kGroupGapPx = 22;
constexpr double kWidePx = 8;
constexpr double kSwatchWidthPx = 16;
constexpr double kSwatchHeightPx = 11;
constexpr double kLinePx = 26;
constexpr double kMiddlePx = 4;  // of small letters, above their line

// Puts parts of the row one behind the other.
class LegendRow {
 public:
  LegendRow(double left, double y) : x_(left), y_(y) {}

  void text(std::string_view words) {
    svg_ += fmt::format(R"(<text x="{}" y="{}">{}</text>)", graph_pixels(x_), graph_pixels(y_),
                        xml_escape(words));
    x_ += static_cast<double>(column_count(words)) * kColumnPx + kGapPx;
  }

  void swatches(const std::vector<std::string_view>& classes) {
    for (const std::string_view css_class : classes) {
      svg_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>)", css_class,
                          graph_pixels(x_), graph_pixels(y_ - kSwatchHeightPx + 2),
                          graph_pixels(kSwatchWidthPx), graph_pixels(kSwatchHeightPx));
      x_ += kSwatchWidthPx;
    }
    x_ += kGapPx;
  }

  void line(std::string_view css_class, double width_px) {
    svg_ += fmt::format(R"(<path class="{}" stroke-width="{}" d="M{} {}h{}"/>)", css_class,
                        graph_pixels(width_px), graph_pixels(x_), graph_pixels(y_ - kMiddlePx),
                        graph_pixels(kLinePx));
    x_ += kLinePx + kGapPx;
  }

  // Room for digits and signs, which are wider than letters are on average.
  void widen() { x_ += kWidePx; }

  void next_group() { x_ += kGroupGapPx - kGapPx; }

  std::string take() { return "<g class=\"legend\">" + svg_ + "</g>\n"; }

 private:
  double x_;
  const double y_;
  std::string svg_;
};

void add_colours(const CallGraph& graph, LegendRow& row) {
  if (graph.is_change) {
    row.text("itself: \u221220, \u22125, \u22121%");
    row.widen();
    row.swatches({"s4", "s3", "s2", "s1"});
    row.text("noise, < 3\u03c3");
    row.widen();
    row.swatches({"n0"});
    row.swatches({"g1", "g2", "g3", "g4"});
    row.text("+1, +5, +20% of the base");
    row.widen();
  } else {
    row.text("holds itself: nothing");
    row.swatches({"h0", "h1", "h2", "h3", "h4", "h5"});
    row.text("most");
  }
}

}  // namespace

std::string draw_graph_legend(const CallGraph& graph, double left, double y) {
  LegendRow row(left, y);
  add_colours(graph, row);
  row.next_group();
  row.text("through the call: little");
  row.line("line", 1);
  row.line("line", 6);
  row.text("much");
  // The legend of changes is long; the line above it tells of dashes too.
  if (!graph.is_change && std::ranges::any_of(graph.edges, &GraphEdge::bridges)) {
    row.next_group();
    row.line("line dashed", 1.5);
    row.text("functions left out");
  }
  return row.take();
}

}  // namespace jescope
