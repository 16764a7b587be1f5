// SPDX-License-Identifier: Apache-2.0
//
// Which edges of a graph have to be turned around so that no cycle is left.
#pragma once

#include <vector>

#include "render/graph/layout.h"

namespace jescope {

// Returns for each edge whether it is turned around: those that lead back to a
// node from which a walk along the edges, in their order, has come.
std::vector<bool> find_back_edges(const LayoutGraph& graph);

}  // namespace jescope
