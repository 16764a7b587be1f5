// SPDX-License-Identifier: Apache-2.0
//
// Draws boxes as groups of a tooltip, a rectangle and as much of the name as fits:
//
//   <g class="frame s4"><title>parse
//   12.3% · 1.5 MiB live, 10 objects · 0 B self</title>
//   <rect x="16" y="126" width="143.66" height="18"/><text x="21" y="139">parse</text></g>
#include "render/flame/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "jescope/base/printable.h"
#include "jescope/base/units.h"
#include "jescope/base/utf8.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/flame/label.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

constexpr uint32_t kContentPx = kFlamePageWidthPx - 2 * kFlameMarginPx;
constexpr uint32_t kTextBaselinePx = 13;
constexpr uint32_t kNarrowPx = 3;         // a rectangle of this width has no room for its edge
constexpr uint32_t kLeastTooltipPx = 10;  // the script gives narrower frames theirs
constexpr uint32_t kLeastSidesPx = 12;

size_t columns_in(double width_px, double column_px) {
  return width_px <= 0 ? 0 : static_cast<size_t>(width_px / column_px);
}

// Returns hundredths as "12.34", without zeros at the end.
std::string pixels(uint32_t hundredths) {
  std::string text = fmt::format("{}", hundredths / 100);
  const uint32_t rest = hundredths % 100;
  if (rest == 0) return text;
  text += fmt::format(".{:02}", rest);
  if (text.back() == '0') text.pop_back();
  return text;
}

std::string text_line(std::string_view css_class, uint32_t baseline_px, std::string_view text) {
  return fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)"
                     "\n",
                     css_class, kFlameMarginPx, baseline_px, xml_escape(text));
}

std::string box_class(const CallTree& tree, const FlameBox& box, const FlameColours& colours) {
  std::string css_class = "frame";
  if (box.kind == FlameBoxKind::kRun) return css_class + " run";
  if (box.kind == FlameBoxKind::kDeeper) return css_class + " deeper";
  css_class += " " + (box.node == 0 ? std::string("root") : shade_class(tree, box.node, colours));
  if (tree.frames[tree.nodes[box.node].frame].inlined) css_class += " inlined";
  if (box.right - box.left < 100 * kNarrowPx) css_class += " narrow";
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
void append_tooltip(std::string& svg, const CallTree& tree, const FlameBox& box) {
  if (box.right - box.left < 100 * kLeastTooltipPx) return;
  const CallFrame& frame = tree.frames[tree.nodes[box.node].frame];
  const std::string name = fit_name(printable_text(frame.name), kFlameTooltipColumns);
  fmt::format_to(std::back_inserter(svg), "<title>{}\n{}</title>", xml_escape(name),
                 xml_escape(describe_values(tree, box.node)));
}

void append_rect(std::string& svg, const FlameBox& box, uint32_t y) {
  fmt::format_to(std::back_inserter(svg), R"(<rect x="{}" y="{}" width="{}" height="{}"/>)",
                 pixels(box.left + 100 * kFlameMarginPx), y, pixels(box.right - box.left),
                 kFlameRowPx);
}

// A dashed edge inside the frame's own, for a frame compiled into its caller.
void append_inlined_edge(std::string& svg, const FlameBox& box, uint32_t y) {
  if (box.right - box.left < 100 * kNarrowPx) return;
  fmt::format_to(std::back_inserter(svg), R"(<path class="edge" d="M{} {}H{}"/>)",
                 pixels(box.left + 100 * (kFlameMarginPx + 2)), y + 1,
                 pixels(box.right + 100 * (kFlameMarginPx - 2) + 100));
}

// Two lines in the frame: above as long as the side before, below as the one
// after, where the frame is as long as the larger of both.
void append_sides(std::string& svg, const CallTree& tree, const FlameBox& box, uint32_t y) {
  if (tree.changes.empty() || box.kind != FlameBoxKind::kFrame) return;
  if (box.right - box.left < 100 * kLeastSidesPx) return;
  const Change& change = tree.changes[box.node].of_subtree(tree.metric);
  const double longest = box.right - box.left - 200.0;
  const double scale =
      longest / static_cast<double>(tree.nodes[box.node].subtree[tree.metric].value);
  const auto length = [&](const Estimate& side) {
    const double wanted = static_cast<double>(side.value) * scale + 0.5;
    return pixels(static_cast<uint32_t>(std::clamp(wanted, 0.0, longest)));
  };
  const std::string left = pixels(box.left + 100 * (kFlameMarginPx + 1));
  fmt::format_to(std::back_inserter(svg), R"(<path class="sides" d="M{0} {1}h{2}M{0} {3}h{4}"/>)",
                 left, y + 1, length(change.before), y + kFlameRowPx - 1, length(change.after));
}

void append_name(std::string& svg, const CallTree& tree, const FlameBox& box, uint32_t y) {
  const double width_px = (box.right - box.left) / 100.0 - 2 * kFlameTextInsetPx;
  const std::string name = box_name(tree, box, columns_in(width_px, kFlameCodeColumnPx));
  if (name.empty()) return;
  fmt::format_to(std::back_inserter(svg), R"(<text x="{}" y="{}">{}</text>)",
                 pixels(box.left + 100 * (kFlameMarginPx + kFlameTextInsetPx)), y + kTextBaselinePx,
                 xml_escape(name));
}

}  // namespace

std::string draw_head(const CallTree& tree, const FlameStyle& style) {
  const size_t title_columns = columns_in(kContentPx, kFlameTitleColumnPx);
  const size_t text_columns = columns_in(kContentPx, kFlameTextColumnPx);
  std::string svg = fmt::format(R"(<g class="head"><rect class="page" width="100%" height="{}"/>)"
                                "\n",
                                kFlameHeadPx - 4);
  svg += text_line("title", 30, cut_middle(printable_text(style.title), title_columns));
  svg += text_line("subtitle", 49, cut_middle(printable_text(style.subtitle), text_columns));
  if (tree.nodes.empty()) return svg + "</g>\n";
  svg += fmt::format(R"(<text class="name" x="{}" y="76"><tspan class="what">{}</tspan>)"
                     R"(<tspan class="place" dx="12"></tspan></text>)"
                     "\n",
                     kFlameMarginPx,
                     xml_escape(fit_name(printable_text(tree.frames[0].name), text_columns)));
  svg += text_line("numbers", 94, describe_values(tree, 0));
  return svg + "</g>\n";
}

std::string draw_frames(const CallTree& tree, const FlameLayout& layout,
                        const FlameColours& colours, bool root_below) {
  std::string svg = "<g class=\"frames\">\n";
  for (const FlameBox& box : layout.boxes) {
    const uint32_t row = root_below ? layout.row_count - 1 - box.row : box.row;
    const uint32_t y = kFlameHeadPx + row * kFlameRowPx;
    svg += fmt::format(R"(<g class="{}">)", box_class(tree, box, colours));
    append_tooltip(svg, tree, box);
    append_rect(svg, box, y);
    if (tree.frames[tree.nodes[box.node].frame].inlined) append_inlined_edge(svg, box, y);
    append_sides(svg, tree, box, y);
    append_name(svg, tree, box, y);
    svg += "</g>\n";
  }
  return svg + "</g>\n";
}

}  // namespace jescope
