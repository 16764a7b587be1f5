// SPDX-License-Identifier: Apache-2.0
//
// The lines of a call graph: how wide, where their arrow heads and labels are.
#pragma once

#include <vector>

#include "render/graph/box.h"
#include "render/graph/layout.h"
#include "render/graph/picture.h"
#include "render/graph/words.h"

namespace jescope {

// Returns the edges in the graph's order, without those that the layout left out.
std::vector<PictureEdge> place_edges(const CallGraph& graph, const GraphWords& words,
                                     const std::vector<GraphBox>& boxes, const GraphLayout& layout);

}  // namespace jescope
