// SPDX-License-Identifier: Apache-2.0
//
// Draws a CallTree as a flame graph: one self-contained file, legible without
// scripts, zoomable and searchable with them. A tree of build_change_tree() is
// drawn as a differential one: as wide as the larger side, coloured by the change.
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

// The same as an element within an HTML page: keys are the picture's only while
// it has the focus, scrolling and the address stay the page's.
std::string render_flame_element(const CallTree& tree, const FlameStyle& style);

// Returns an HTML page that holds the picture and nothing else.
std::string render_flame_html(const CallTree& tree, const FlameStyle& style);

}  // namespace jescope
