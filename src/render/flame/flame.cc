// SPDX-License-Identifier: Apache-2.0
//
// Puts a flame graph together. The file holds a picture that needs no script,
// then the whole tree as data and the script that draws from it:
//
//   <svg class="flame" ...>        "flame within" in a page of other things
//   <title>...</title>
//   <style><![CDATA[...]]></style>
//   <rect class="page"/>           the background
//   <g class="frames">...</g>      rectangles of half a pixel and more
//   <g class="legend">...</g>
//   <g class="head">...</g>        last, so that it covers frames scrolled below it
//   <script><![CDATA[(() => { "use strict"; const data = {...}; const svg = ...; ...
//   })();]]></script>
//   </svg>
#include "jescope/render/flame.h"

#include <fmt/format.h>

#include <utility>

#include "render/drawing/print.h"
#include "render/escape.h"
#include "render/flame/assets.h"
#include "render/flame/colour.h"
#include "render/flame/data.h"
#include "render/flame/layout.h"
#include "render/flame/page.h"
#include "render/flame/paint.h"
#include "render/flame/picture.h"
#include "render/flame/svg.h"

namespace jescope {
namespace {

constexpr uint32_t kContentPx = kFlamePageWidthPx - 2 * kFlameMarginPx;
constexpr uint32_t kEmptyHeightPx = 240;
constexpr uint32_t kLegendTopGapPx = 14;
constexpr uint32_t kFootPx = 12;
constexpr size_t kManyNodes = 20000;
constexpr std::string_view kNothingFromOutside =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

FlameStyle with_title(FlameStyle style) {
  if (style.title.empty()) style.title = "Flame graph";
  return style;
}

// Whether the picture has its document for itself. Within a page it is no higher
// than a window; what lies deeper is a click away.
enum class Place { kAlone, kWithinPage };

constexpr uint32_t kMostRowsWithinPage = 40;

FlameLimits limits_for(Place place) {
  FlameLimits limits;
  if (place == Place::kWithinPage) limits.most_rows = kMostRowsWithinPage;
  return limits;
}

std::string picture(const FlameStyle& style, Place place, uint32_t height_px,
                    std::string_view content) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="flame{5}" width="{0}" height="{1}" )"
      R"(viewBox="0 0 {0} {1}" role="img" aria-label="{2}">)"
      "\n<title>{2}</title>\n<style><![CDATA[{3}]]></style>\n"
      R"(<rect class="page" width="100%" height="100%"/>)"
      "\n{4}</svg>\n",
      kFlamePageWidthPx, height_px, xml_escape(style.title), flame_style_sheet(), content,
      place == Place::kWithinPage ? " within" : "");
}

std::string no_samples_element(const FlamePicture& placed) {
  return fmt::format(R"(<text class="empty" x="{0}" y="{1}">{3}</text>)"
                     R"(<text class="empty-reason" x="{0}" y="{2}">{4}</text>)"
                     "\n",
                     kFlamePageWidthPx / 2, kEmptyHeightPx / 2 + 16, kEmptyHeightPx / 2 + 38,
                     placed.no_samples.front(), placed.no_samples.back());
}

// The script of a large tree waits until the picture in the file is painted.
std::string draw_script(const CallTree& tree, const FlameStyle& style, const FlameColours& colours,
                        const FlameLimits& limits) {
  return fmt::format(
      "<script><![CDATA[(() => {{ \"use strict\";\nconst data = {};\n"
      "const svg = document.currentScript.closest(\"svg\");\nconst run = () => {{\n{}}};\n"
      "if (data.nodeCount < {}) run();\nelse requestAnimationFrame(() => setTimeout(run));\n"
      "}})();]]></script>\n",
      pack_flame_data(tree, style, colours, limits), flame_script(), kManyNodes);
}

FlamePicture without_samples(const CallTree& tree, const FlameStyle& style) {
  return {style.title,
          kEmptyHeightPx,
          flame_head(CallTree{}, style),
          {},
          {},
          {"no samples", std::string(metric_name(tree.metric)) + " is zero everywhere"}};
}

// Returns the picture of `tree` with the colours that `whole` has.
FlamePicture place_flame(const CallTree& tree, const CallTree& whole, const FlameStyle& style,
                         const FlameLimits& limits) {
  const FlameLayout layout = lay_out_flame(tree, kContentPx, limits);
  if (layout.boxes.empty()) return without_samples(tree, style);
  const FlameColours colours = choose_colours(whole, style);
  const uint32_t legend_top_px = kFlameHeadPx + layout.row_count * kFlameRowPx + kLegendTopGapPx;
  FlameLegend legend = place_legend(tree, colours, legend_top_px);
  const uint32_t height_px = legend_top_px + legend.height_px + kFootPx;
  return {style.title,
          height_px,
          flame_head(tree, style),
          place_frames(tree, layout, colours, !style.icicle),
          std::move(legend),
          {}};
}

// Returns the picture of `tree` as an element; its data are those of `whole`.
std::string draw_flame(const CallTree& tree, const CallTree& whole, const FlameStyle& style,
                       Place place) {
  const FlameLimits limits = limits_for(place);
  const FlamePicture placed = place_flame(tree, whole, style, limits);
  const std::string head = head_element(placed.head);
  const std::string content =
      placed.frames.empty() ? head + no_samples_element(placed)
                            : frames_element(placed.frames) + legend_element(placed.legend) + head +
                                  draw_script(whole, style, choose_colours(whole, style), limits);
  return picture(style, place, placed.height_px, content);
}

std::string draw_flame(const CallTree& tree, const FlameStyle& style, Place place) {
  return style.folds_recursion ? draw_flame(fold_recursion(tree), tree, style, place)
                               : draw_flame(tree, tree, style, place);
}

}  // namespace

std::string render_flame_svg(const CallTree& tree, const FlameStyle& style) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>)"
         "\n" +
         draw_flame(tree, with_title(style), Place::kAlone);
}

std::string render_flame_element(const CallTree& tree, const FlameStyle& style) {
  return draw_flame(tree, with_title(style), Place::kWithinPage);
}

PrintedPicture print_flame(const CallTree& tree, const FlameStyle& given_style,
                           PrintFormat format) {
  const FlameStyle style = with_title(given_style);
  const CallTree folded = style.folds_recursion ? fold_recursion(tree) : CallTree{};
  const CallTree& drawn = style.folds_recursion ? folded : tree;
  return print(paint_flame(place_flame(drawn, tree, style, {})), format);
}

// Frames are wide and their names short of room: the page has no edge.
std::string render_flame_html(const CallTree& tree, const FlameStyle& given_style) {
  const FlameStyle style = with_title(given_style);
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{}">
<title>{}</title>
<style>
body {{ margin: 0; background: #fff; }}
@media screen and (prefers-color-scheme: dark) {{ body {{ background: #16191d; }} }}
</style>
</head>
<body>
<main>
{}</main>
</body>
</html>
)",
                     kNothingFromOutside, xml_escape(style.title),
                     draw_flame(tree, style, Place::kAlone));
}

}  // namespace jescope
