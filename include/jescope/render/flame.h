// SPDX-License-Identifier: Apache-2.0
//
// Draws a CallTree as a flame graph: one self-contained file, legible without
// scripts, zoomable and searchable with them. A tree of build_change_tree() is
// drawn as a differential one: as wide as the larger side, coloured by the change.
// Of build_series_tree() the last snapshot is drawn, and the file holds them all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jescope/render/printed_picture.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

// What the colour of a frame tells.
enum class FlameColouring {
  kModule,
  kLanguage,  // CodeClass
  kSelf,      // what the frame holds itself; of a change, how that changed
  kTotal,     // the same with what it calls
};

struct FlameStyle {
  std::string title;                                 // over the picture
  std::string subtitle;                              // below the title: dump, period, total
  bool icicle = true;                                // outermost frame at the upper edge
  std::optional<FlameColouring> colouring = {};      // nothing: kModule, of a change kTotal
  bool folds_recursion = false;                      // at first: the file holds all frames
  std::vector<std::string> snapshot_subtitles = {};  // of a series: by snapshot
};

std::string render_flame_svg(const CallTree& tree, const FlameStyle& style);

// The same as an element within an HTML page: keys are the picture's only while
// it has the focus, scrolling and the address stay the page's.
std::string render_flame_element(const CallTree& tree, const FlameStyle& style);

// Returns an HTML page that holds the picture and nothing else.
std::string render_flame_html(const CallTree& tree, const FlameStyle& style);

// The same picture for paper, in the colours for light windows, without tooltips.
PrintedPicture print_flame(const CallTree& tree, const FlameStyle& style, PrintFormat format);

}  // namespace jescope
