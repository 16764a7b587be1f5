// SPDX-License-Identifier: Apache-2.0
//
// Draws a CallTree as a flame graph: one self-contained SVG, legible without
// scripts, zoomable and searchable with them.
#pragma once

#include <string>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct FlameStyle {
  std::string title;     // over the picture
  std::string subtitle;  // below the title: dump, period, total
  bool icicle = true;    // outermost frame at the upper edge
};

std::string render_flame_svg(const CallTree& tree, const FlameStyle& style);

}  // namespace jescope
