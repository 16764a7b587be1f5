// SPDX-License-Identifier: Apache-2.0
//
// The parts of a flame graph that are drawn into the file, for readers without
// scripts: head, frames, legend. Each is an SVG element at its place.
#pragma once

#include <cstdint>
#include <string>

#include "jescope/render/flame.h"
#include "render/flame/colour.h"
#include "render/flame/layout.h"

namespace jescope {

std::string draw_head(const CallTree& tree, const FlameStyle& style);

// `root_below` puts the root at the lower edge.
std::string draw_frames(const CallTree& tree, const FlameLayout& layout,
                        const FlameColours& colours, bool root_below);

// What a colour or an edge means.
struct Legend {
  std::string svg;
  uint32_t height_px = 0;
};

Legend draw_legend(const CallTree& tree, const FlameColours& colours, uint32_t top_px);

}  // namespace jescope
