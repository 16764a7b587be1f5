// SPDX-License-Identifier: Apache-2.0
//
// The legend's keys, one after the other in lines as wide as the page.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "jescope/base/printable.h"
#include "render/fit_name.h"
#include "render/flame/label.h"
#include "render/flame/page.h"
#include "render/flame/picture.h"

namespace jescope {
namespace {

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

std::string swatch(uint32_t hue) {
  return fmt::format("s{}", hue * kTints + 1);
}

std::vector<LegendKey> module_keys(const FlameColours& colours) {
  std::vector<LegendKey> keys;
  for (const LegendEntry& entry : colours.modules) {
    keys.push_back(
        {swatch(entry.hue), "module", cut_middle(printable_text(entry.label), kLegendColumns)});
  }
  if (colours.has_others) keys.push_back({swatch(kOtherHue), "", "other or several modules"});
  if (colours.has_unnamed) keys.push_back({swatch(kUnnamedHue), "", "no name"});
  return keys;
}

std::vector<LegendKey> language_keys(const CallTree& tree) {
  std::vector<LegendKey> keys;
  for (const CodeClass code : {CodeClass::kC, CodeClass::kCpp, CodeClass::kRust, CodeClass::kJit,
                               CodeClass::kKernel, CodeClass::kUnknown}) {
    const auto is_it = [code](const CallFrame& frame) { return frame.code == code; };
    if (std::none_of(tree.frames.begin() + 1, tree.frames.end(), is_it)) continue;
    const std::string_view name = language_name(code);
    keys.push_back({language_class(code), "", std::string(name.empty() ? "no name" : name)});
  }
  return keys;
}

std::vector<LegendKey> size_keys(const std::array<double, 3>& steps, std::string_view what) {
  std::vector<LegendKey> keys = {{"d0", "", "nothing"},
                                 {"g1", "", fmt::format("less than {:g}%", 100 * steps[0])}};
  for (size_t at = 0; at < steps.size(); ++at) {
    keys.push_back(
        {fmt::format("g{}", at + 2), "", fmt::format("{:g}% and more", 100 * steps[at])});
  }
  keys.push_back({"", "", std::string(what)});
  return keys;
}

std::vector<LegendKey> colour_keys(const CallTree& tree, const FlameColours& colours) {
  const bool is_change = !tree.changes.empty();
  switch (colours.by) {
    case FlameColouring::kModule: return module_keys(colours);
    case FlameColouring::kLanguage: return language_keys(tree);
    case FlameColouring::kSelf:
      return is_change ? change_keys()
                       : size_keys(kSelfSteps, "of the total, without what is called");
    case FlameColouring::kTotal:
      return is_change ? change_keys() : size_keys(kTotalSteps, "of the total");
  }
  return {};
}

// Words without a swatch stand last.
std::vector<LegendKey> legend_keys(const CallTree& tree, const FlameColours& colours) {
  std::vector<LegendKey> keys = colour_keys(tree, colours);
  const bool has_inlined = std::any_of(tree.frames.begin(), tree.frames.end(),
                                       [](const CallFrame& frame) { return frame.inlined; });
  const bool ends_in_words = !keys.empty() && keys.back().css_class.empty();
  if (has_inlined) keys.insert(keys.end() - (ends_in_words ? 1 : 0), {"inlined", "", "inlined"});
  return keys;
}

uint32_t key_width(const LegendKey& key) {
  const double column_px = key.text_class.empty() ? kFlameTextColumnPx : kFlameCodeColumnPx;
  const auto columns = static_cast<double>(column_count(key.label));
  return kFlameKeyTextPx + static_cast<uint32_t>(columns * column_px) + kLegendGapPx;
}

FlameKey place_key(const LegendKey& key, uint32_t x, uint32_t y) {
  const bool is_inlined = key.css_class == "inlined";
  return {is_inlined ? "s1" : key.css_class,
          is_inlined,
          !key.text_class.empty(),
          key.label,
          x,
          y,
          key_width(key)};
}

}  // namespace

FlameLegend place_legend(const CallTree& tree, const FlameColours& colours, uint32_t top_px) {
  FlameLegend legend;
  uint32_t x = kFlameMarginPx;
  uint32_t y = top_px;
  for (const LegendKey& key : legend_keys(tree, colours)) {
    if (x != kFlameMarginPx && x + key_width(key) > kFlamePageWidthPx) {
      x = kFlameMarginPx;
      y += kFlameLegendRowPx;
    }
    legend.keys.push_back(place_key(key, x, y));
    x += key_width(key);
  }
  legend.height_px = y - top_px + kFlameLegendRowPx;
  return legend;
}

}  // namespace jescope
