// SPDX-License-Identifier: Apache-2.0
//
// Draws the legend, key after key, in lines as wide as the page:
//
//   <g class="key " transform="translate(16 200)" data-width="124">
//   <rect class="s4" width="12" height="12" rx="2"/><text class="module" ...>libc.so.6</text></g>
//
// The script flows the keys again by their `data-width`.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "jescope/base/printable.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/flame/page.h"
#include "render/flame/picture.h"

namespace jescope {
namespace {

constexpr uint32_t kSwatchPx = 12;
constexpr uint32_t kLabelPx = kSwatchPx + 6;
constexpr uint32_t kLegendGapPx = 20;
constexpr size_t kLegendColumns = 32;

// A key of the legend and how wide it is.
struct LegendKey {
  std::string css_class;  // of the swatch
  std::string text_class;
  std::string label;
};

std::vector<LegendKey> change_keys() {
  return {{"k4", "", "shrunk by 20%"},
          {"k3", "", "5%"},
          {"k2", "", "1%"},
          {"k1", "", "less"},
          {"g1", "", "grown by less than 1%"},
          {"g2", "", "1%"},
          {"g3", "", "5%"},
          {"g4", "", "20%"},
          {"dn", "", "new"},
          {"dg", "", "gone"},
          {"d0", "", "noise, less than 3\u03c3"},
          {"", "", "shares are of the base's total; upper line: before, lower line: after"}};
}

std::vector<LegendKey> legend_keys(const CallTree& tree, const FlameColours& colours) {
  if (!tree.changes.empty()) return change_keys();
  std::vector<LegendKey> keys;
  const auto shade = [](uint32_t hue) { return fmt::format("s{}", hue * kTints + 1); };
  for (const LegendEntry& entry : colours.modules) {
    keys.push_back(
        {shade(entry.hue), "module", cut_middle(printable_text(entry.label), kLegendColumns)});
  }
  if (colours.has_others) keys.push_back({shade(kOtherHue), "", "other or several modules"});
  if (colours.has_unnamed) keys.push_back({shade(kUnnamedHue), "", "no name"});
  const bool has_inlined = std::any_of(tree.frames.begin(), tree.frames.end(),
                                       [](const CallFrame& frame) { return frame.inlined; });
  if (has_inlined) keys.push_back({"inlined", "", "inlined"});
  return keys;
}

uint32_t key_width(const LegendKey& key) {
  const double column_px = key.text_class.empty() ? kFlameTextColumnPx : kFlameCodeColumnPx;
  const auto columns = static_cast<double>(column_count(key.label));
  return kLabelPx + static_cast<uint32_t>(columns * column_px) + kLegendGapPx;
}

// Words of their own have no swatch.
std::string draw_words(const LegendKey& key, uint32_t x, uint32_t y) {
  return fmt::format(R"svg(<g class="key" transform="translate({} {})" data-width="{}">)svg"
                     R"(<text y="10">{}</text></g>)"
                     "\n",
                     x, y, key_width(key) - kLabelPx, xml_escape(key.label));
}

std::string draw_key(const LegendKey& key, uint32_t x, uint32_t y) {
  if (key.css_class.empty()) return draw_words(key, x, y);
  const bool inlined = key.css_class == "inlined";
  const std::string_view edge = inlined ? R"(<path class="edge" d="M1 1H12"/>)" : "";
  return fmt::format(R"svg(<g class="key {}" transform="translate({} {})" data-width="{}">)svg"
                     R"(<rect class="{}" width="{}" height="{}" rx="2"/>{})"
                     R"(<text class="{}" x="{}" y="10">{}</text></g>)"
                     "\n",
                     inlined ? "inlined" : "", x, y, key_width(key), inlined ? "s1" : key.css_class,
                     kSwatchPx, kSwatchPx, edge, key.text_class, kLabelPx, xml_escape(key.label));
}

}  // namespace

Legend draw_legend(const CallTree& tree, const FlameColours& colours, uint32_t top_px) {
  Legend legend{fmt::format("<g class=\"legend\">\n"), kFlameLegendRowPx};
  uint32_t x = kFlameMarginPx;
  uint32_t y = top_px;
  for (const LegendKey& key : legend_keys(tree, colours)) {
    if (x != kFlameMarginPx && x + key_width(key) > kFlamePageWidthPx) {
      x = kFlameMarginPx;
      y += kFlameLegendRowPx;
    }
    legend.svg += draw_key(key, x, y);
    x += key_width(key);
  }
  legend.svg += "</g>\n";
  legend.height_px = y - top_px + kFlameLegendRowPx;
  return legend;
}

}  // namespace jescope
