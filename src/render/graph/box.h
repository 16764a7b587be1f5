// SPDX-License-Identifier: Apache-2.0
//
// How large a call graph's nodes are, and the graph to be laid out.
#pragma once

#include <string>
#include <vector>

#include "jescope/summarize/call_graph.h"
#include "render/graph/layout.h"
#include "render/graph/words.h"

namespace jescope {

inline constexpr double kGraphCodeEm = 0.605;  // width of a fixed-width font's column
inline constexpr double kGraphTextEm = 0.58;   // average width of a digit or letter
inline constexpr double kGraphLabelPx = 10;    // font of edges
inline constexpr double kGraphLineHeight = 1.3;
inline constexpr double kGraphBoxInsetPx = 7;
inline constexpr double kSelfCallReachPx = 26;  // of the loop beside a node

// A node's texts and their sizes. Lengths are pixels.
struct GraphBox {
  std::string name;
  std::vector<std::string> numbers;
  double name_px = 12;  // font
  double numbers_px = 11;
  double width = 0;
  double height = 0;
};

std::vector<GraphBox> size_boxes(const CallGraph& graph, const GraphWords& words);

// Calls of a function by itself are no edges of it, but take room beside their
// node; its edges are the other ones, in their order.
LayoutGraph layout_graph_of(const CallGraph& graph, const GraphWords& words,
                            const std::vector<GraphBox>& boxes);

}  // namespace jescope
