// SPDX-License-Identifier: Apache-2.0
//
// Nodes and edges of a laid out call graph as elements of an SVG.
#pragma once

#include <string>
#include <vector>

#include "jescope/summarize/call_graph.h"
#include "render/graph/box.h"
#include "render/graph/layout.h"
#include "render/graph/words.h"

namespace jescope {

// Returns a number with at most one digit after the point: "12.5".
std::string graph_pixels(double length);

std::string draw_graph_edges(const CallGraph& graph, const GraphWords& words,
                             const std::vector<GraphBox>& boxes, const GraphLayout& layout);

std::string draw_graph_nodes(const CallGraph& graph, const GraphWords& words,
                             const std::vector<GraphBox>& boxes, const GraphLayout& layout);

}  // namespace jescope
