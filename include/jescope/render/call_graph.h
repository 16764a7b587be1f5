// SPDX-License-Identifier: Apache-2.0
//
// Draws a CallGraph, laid out here: as one self-contained SVG, legible without scripts,
// or as a picture for paper; or as a text for graphviz, which lays it out.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/render/printed_picture.h"
#include "jescope/summarize/call_graph.h"

namespace jescope {

struct GraphStyle {
  std::string title;     // over the picture
  std::string subtitle;  // below the title
  ByteUnit unit = ByteUnit::kAuto;
};

// With scripts the picture zooms and pans, shows callers and callees of what the
// mouse is on, and on a click only what is connected with it.
std::string render_call_graph_svg(const CallGraph& graph, const GraphStyle& style);

// The same as an element within an HTML page: keys and wheel stay the page's.
std::string render_call_graph_element(const CallGraph& graph, const GraphStyle& style);

// The same boxes, lines and words in the colours for light windows, without tooltips.
PrintedPicture print_call_graph(const CallGraph& graph, const GraphStyle& style,
                                PrintFormat format);

// Attributes are those that `dot` lays out best: sizes, widths and weights as in
// the SVG.
std::string render_call_graph_dot(const CallGraph& graph, const GraphStyle& style);

}  // namespace jescope
