// SPDX-License-Identifier: Apache-2.0
#include "render/graph/legend.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr double kColumnPx = 5.4;  // of the legend's font, on average
constexpr double kGapPx = 6;
constexpr double kGroupGapPx = 22;
constexpr double kWidePx = 8;
constexpr double kMiddlePx = 4;  // of small letters, above their line

// Puts parts of the row one behind the other.
class LegendRow {
 public:
  explicit LegendRow(Point start) : at_(start) {}

  void text(std::string_view words) {
    const double room = static_cast<double>(column_count(words)) * kColumnPx;
    parts_.push_back(LegendText{std::string(words), at_, room});
    at_.x += room + kGapPx;
  }

  void swatches(const std::vector<Tone>& tones) {
    for (const Tone tone : tones) {
      parts_.push_back(LegendSwatch{tone, {at_.x, at_.y - kSwatchHeightPx + 2}});
      at_.x += kSwatchWidthPx;
    }
    at_.x += kGapPx;
  }

  void line(bool is_dashed, double width_px) {
    parts_.push_back(LegendLine{is_dashed, width_px, {at_.x, at_.y - kMiddlePx}});
    at_.x += kLegendLinePx + kGapPx;
  }

  // Room for digits and signs, which are wider than letters are on average.
  void widen() { at_.x += kWidePx; }

  void next_group() { at_.x += kGroupGapPx - kGapPx; }

  std::vector<LegendPart> take() { return std::move(parts_); }

 private:
  Point at_;
  std::vector<LegendPart> parts_;
};

void add_colours(const CallGraph& graph, LegendRow& row) {
  if (graph.is_change) {
    row.text("itself: \u221220, \u22125, \u22121%");
    row.widen();
    row.swatches({Tone::kShrunk4, Tone::kShrunk3, Tone::kShrunk2, Tone::kShrunk1});
    row.text("noise, < 3\u03c3");
    row.widen();
    row.swatches({Tone::kNoise});
    row.swatches({Tone::kGrown1, Tone::kGrown2, Tone::kGrown3, Tone::kGrown4});
    row.text("+1, +5, +20% of the base");
    row.widen();
  } else {
    row.text("holds itself: nothing");
    row.swatches(
        {Tone::kHeat0, Tone::kHeat1, Tone::kHeat2, Tone::kHeat3, Tone::kHeat4, Tone::kHeat5});
    row.text("most");
  }
}

}  // namespace

std::vector<LegendPart> graph_legend(const CallGraph& graph, Point start) {
  LegendRow row(start);
  add_colours(graph, row);
  row.next_group();
  row.text("through the call: little");
  row.line(false, 1);
  row.line(false, 6);
  row.text("much");
  // The legend of changes is long; the line above it tells of dashes too.
  if (!graph.is_change && std::ranges::any_of(graph.edges, &GraphEdge::bridges)) {
    row.next_group();
    row.line(true, 1.5);
    row.text("functions left out");
  }
  return row.take();
}

}  // namespace jescope
