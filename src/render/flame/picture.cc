// SPDX-License-Identifier: Apache-2.0
//
// Gives each frame its place, its colour's class and as much of its name as fits.
#include "render/flame/picture.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "jescope/base/printable.h"
#include "jescope/base/units.h"
#include "jescope/base/utf8.h"
#include "render/fit_name.h"
#include "render/flame/label.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

constexpr uint32_t kContentPx = kFlamePageWidthPx - 2 * kFlameMarginPx;
constexpr uint32_t kLeastTooltipPx = 10;  // the script gives narrower frames theirs
constexpr uint32_t kLeastSidesPx = 12;

size_t columns_in(double width_px, double column_px) {
  return width_px <= 0 ? 0 : static_cast<size_t>(width_px / column_px);
}

std::string box_class(const CallTree& tree, const FlameBox& box, const FlameColours& colours) {
  if (box.kind == FlameBoxKind::kRun) return "run";
  if (box.kind == FlameBoxKind::kDeeper) return "deeper";
  std::string css_class = box.node == 0 ? "root" : shade_class(tree, box.node, colours);
  if (tree.frames[tree.nodes[box.node].frame].inlined) css_class += " inlined";
  if (box.right - box.left < 100 * kFlameNarrowPx) css_class += " narrow";
  return css_class;
}

// Returns "… 12 frames", "… 12" or, at last, "…": numbers are not cut.
std::string first_that_fits(std::initializer_list<std::string> texts, size_t columns) {
  for (const std::string& text : texts) {
    if (column_count(text) + 2 <= columns) return "\u2026 " + text;
  }
  return columns == 0 ? "" : "\u2026";
}

std::string box_name(const CallTree& tree, const FlameBox& box, size_t columns) {
  const std::string& name = tree.frames[tree.nodes[box.node].frame].name;
  switch (box.kind) {
    case FlameBoxKind::kFrame: return fit_name(printable_text(name), columns);
    case FlameBoxKind::kRun:
      return first_that_fits(
          {describe_count(box.run_length, "frame"), format_count(box.run_length)}, columns);
    case FlameBoxKind::kDeeper: return first_that_fits({"deeper frames", "deeper"}, columns);
  }
  return "";
}

// A pointer hardly meets narrower frames, and most frames are narrow.
void set_tooltip(FlameFrame& placed, const CallTree& tree, const FlameBox& box) {
  if (box.right - box.left < 100 * kLeastTooltipPx) return;
  const CallFrame& frame = tree.frames[tree.nodes[box.node].frame];
  placed.tooltip_name = fit_name(printable_text(frame.name), kFlameTooltipColumns);
  placed.tooltip_numbers = describe_values(tree, box.node);
}

// Two lines in the frame: above as long as the side before, below as the one
// after, where the frame is as long as the larger of both.
std::optional<FlameSides> sides_of(const CallTree& tree, const FlameBox& box) {
  if (tree.changes.empty() || box.kind != FlameBoxKind::kFrame) return std::nullopt;
  if (box.right - box.left < 100 * kLeastSidesPx) return std::nullopt;
  const Change& change = tree.changes[box.node].of_subtree(tree.metric);
  const double longest = box.right - box.left - 200.0;
  const double scale =
      longest / static_cast<double>(tree.nodes[box.node].subtree[tree.metric].value);
  const auto length = [&](const Estimate& side) {
    const double wanted = static_cast<double>(side.value) * scale + 0.5;
    return static_cast<uint32_t>(std::clamp(wanted, 0.0, longest));
  };
  return FlameSides{length(change.before), length(change.after)};
}

FlameFrame place_frame(const CallTree& tree, const FlameBox& box, const FlameColours& colours,
                       uint32_t y) {
  FlameFrame placed;
  placed.css_class = box_class(tree, box, colours);
  placed.left = box.left + 100 * kFlameMarginPx;
  placed.right = box.right + 100 * kFlameMarginPx;
  placed.y = y;
  placed.is_inlined = tree.frames[tree.nodes[box.node].frame].inlined;
  set_tooltip(placed, tree, box);
  placed.sides = sides_of(tree, box);
  const double width_px = (box.right - box.left) / 100.0 - 2 * kFlameTextInsetPx;
  placed.name = box_name(tree, box, columns_in(width_px, kFlameCodeColumnPx));
  return placed;
}

}  // namespace

FlameHead flame_head(const CallTree& tree, const FlameStyle& style) {
  const size_t title_columns = columns_in(kContentPx, kFlameTitleColumnPx);
  const size_t text_columns = columns_in(kContentPx, kFlameTextColumnPx);
  FlameHead head{cut_middle(printable_text(style.title), title_columns),
                 cut_middle(printable_text(style.subtitle), text_columns),
                 {},
                 {}};
  if (tree.nodes.empty()) return head;
  head.name = fit_name(printable_text(tree.frames[0].name), text_columns);
  head.numbers = describe_values(tree, 0);
  return head;
}

std::vector<FlameFrame> place_frames(const CallTree& tree, const FlameLayout& layout,
                                     const FlameColours& colours, bool root_below) {
  std::vector<FlameFrame> frames;
  for (const FlameBox& box : layout.boxes) {
    const uint32_t row = root_below ? layout.row_count - 1 - box.row : box.row;
    frames.push_back(place_frame(tree, box, colours, kFlameHeadPx + row * kFlameRowPx));
  }
  return frames;
}

}  // namespace jescope
