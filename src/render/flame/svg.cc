// SPDX-License-Identifier: Apache-2.0
//
// Frames are groups of a tooltip, a rectangle and as much of the name as fits:
//
//   <g class="frame s4"><title>parse
//   12.3% · 1.5 MiB live, 10 objects · 0 B self</title>
//   <rect x="16" y="126" width="143.66" height="18"/><text x="21" y="139">parse</text></g>
//
// The legend is key after key, in lines as wide as the page:
//
//   <g class="key " transform="translate(16 200)" data-width="124">
//   <rect class="s4" width="12" height="12" rx="2"/><text class="module" ...>libc.so.6</text></g>
//
// The script flows the keys again by their `data-width`.
#include "render/flame/svg.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "render/escape.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

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

void append_tooltip(std::string& svg, const FlameFrame& frame) {
  if (frame.tooltip_numbers.empty()) return;
  fmt::format_to(std::back_inserter(svg), "<title>{}\n{}</title>", xml_escape(frame.tooltip_name),
                 xml_escape(frame.tooltip_numbers));
}

void append_rect(std::string& svg, const FlameFrame& frame) {
  fmt::format_to(std::back_inserter(svg), R"(<rect x="{}" y="{}" width="{}" height="{}"/>)",
                 pixels(frame.left), frame.y, pixels(frame.right - frame.left), kFlameRowPx);
}

// A dashed edge inside the frame's own, for a frame compiled into its caller.
void append_inlined_edge(std::string& svg, const FlameFrame& frame) {
  if (!frame.is_inlined || frame.right - frame.left < 100 * kFlameNarrowPx) return;
  fmt::format_to(std::back_inserter(svg), R"(<path class="edge" d="M{} {}H{}"/>)",
                 pixels(frame.left + 200), frame.y + 1, pixels(frame.right - 100));
}

void append_sides(std::string& svg, const FlameFrame& frame) {
  if (!frame.sides) return;
  const std::string left = pixels(frame.left + 100);
  fmt::format_to(std::back_inserter(svg), R"(<path class="sides" d="M{0} {1}h{2}M{0} {3}h{4}"/>)",
                 left, frame.y + 1, pixels(frame.sides->before), frame.y + kFlameRowPx - 1,
                 pixels(frame.sides->after));
}

void append_name(std::string& svg, const FlameFrame& frame) {
  if (frame.name.empty()) return;
  fmt::format_to(std::back_inserter(svg), R"(<text x="{}" y="{}">{}</text>)",
                 pixels(frame.left + 100 * kFlameTextInsetPx), frame.y + kFlameTextBaselinePx,
                 xml_escape(frame.name));
}

// Words of their own have no swatch.
std::string words_element(const FlameKey& key) {
  return fmt::format(R"svg(<g class="key" transform="translate({} {})" data-width="{}">)svg"
                     R"(<text y="10">{}</text></g>)"
                     "\n",
                     key.x, key.y, key.width - kFlameKeyTextPx, xml_escape(key.label));
}

std::string key_element(const FlameKey& key) {
  if (key.css_class.empty()) return words_element(key);
  const std::string_view edge = key.is_inlined ? R"(<path class="edge" d="M0 1H12"/>)" : "";
  return fmt::format(R"svg(<g class="key {}" transform="translate({} {})" data-width="{}">)svg"
                     R"(<rect class="{}" width="{}" height="{}" rx="2"/>{})"
                     R"(<text class="{}" x="{}" y="10">{}</text></g>)"
                     "\n",
                     key.is_inlined ? "inlined" : "", key.x, key.y, key.width, key.css_class,
                     kFlameSwatchPx, kFlameSwatchPx, edge, key.is_module ? "module" : "",
                     kFlameKeyTextPx, xml_escape(key.label));
}

}  // namespace

std::string head_element(const FlameHead& head) {
  std::string svg = fmt::format(R"(<g class="head"><rect class="page" width="100%" height="{}"/>)"
                                "\n",
                                kFlameHeadPx - 4);
  svg += text_line("title", 30, head.title);
  svg += text_line("subtitle", 49, head.subtitle);
  if (head.numbers.empty()) return svg + "</g>\n";
  svg += fmt::format(R"(<text class="name" x="{}" y="76"><tspan class="what">{}</tspan>)"
                     R"(<tspan class="place" dx="12"></tspan></text>)"
                     "\n",
                     kFlameMarginPx, xml_escape(head.name));
  svg += text_line("numbers", 94, head.numbers);
  return svg + "</g>\n";
}

std::string frames_element(const std::vector<FlameFrame>& frames) {
  std::string svg = "<g class=\"frames\">\n";
  for (const FlameFrame& frame : frames) {
    svg += fmt::format(R"(<g class="frame {}">)", frame.css_class);
    append_tooltip(svg, frame);
    append_rect(svg, frame);
    append_inlined_edge(svg, frame);
    append_sides(svg, frame);
    append_name(svg, frame);
    svg += "</g>\n";
  }
  return svg + "</g>\n";
}

std::string legend_element(const FlameLegend& legend) {
  std::string svg = "<g class=\"legend\">\n";
  for (const FlameKey& key : legend.keys) svg += key_element(key);
  return svg + "</g>\n";
}

}  // namespace jescope
