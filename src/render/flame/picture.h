// SPDX-License-Identifier: Apache-2.0
//
// The parts of a flame graph that are drawn into the file, for readers without
// scripts, each with its place: head, frames, legend. svg.h writes them for browsers,
// paint.h gives them the colours of paper.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jescope/render/flame.h"
#include "render/flame/colour.h"
#include "render/flame/layout.h"

namespace jescope {

struct FlameHead {
  std::string title;
  std::string subtitle;
  std::string name;     // of the root
  std::string numbers;  // the root's
};

FlameHead flame_head(const CallTree& tree, const FlameStyle& style);

// Lengths of the lines for the side before and the one after, in hundredths of a pixel.
struct FlameSides {
  uint32_t before = 0;
  uint32_t after = 0;
};

// Lengths are hundredths of a pixel from the left of the page, but for `y`.
struct FlameFrame {
  std::string css_class;  // what it is, then its colour: "s4 inlined", "run"
  uint32_t left = 0;
  uint32_t right = 0;
  uint32_t y = 0;  // pixels: its upper edge
  bool is_inlined = false;
  std::string tooltip_name;  // empty: none
  std::string tooltip_numbers;
  std::optional<FlameSides> sides;
  std::string name;  // as far as it fits
};

// `root_below` puts the root at the lower edge.
std::vector<FlameFrame> place_frames(const CallTree& tree, const FlameLayout& layout,
                                     const FlameColours& colours, bool root_below);

// What a colour or an edge means. Lengths are pixels.
struct FlameKey {
  std::string css_class;  // of the swatch; empty: words alone
  bool is_inlined = false;
  bool is_module = false;  // a name of fixed width
  std::string label;
  uint32_t x = 0;
  uint32_t y = 0;
  uint32_t width = 0;
};

struct FlameLegend {
  std::vector<FlameKey> keys;
  uint32_t height_px = 0;
};

inline constexpr uint32_t kFlameSwatchPx = 12;
inline constexpr uint32_t kFlameKeyTextPx = kFlameSwatchPx + 6;  // from the key's left
inline constexpr uint32_t kFlameTextBaselinePx = 13;             // of a frame
inline constexpr uint32_t kFlameNarrowPx = 3;  // a frame of this width has no room for its edge

FlameLegend place_legend(const CallTree& tree, const FlameColours& colours, uint32_t top_px);

}  // namespace jescope
