// SPDX-License-Identifier: Apache-2.0
//
// What colours, sizes and lines of a call graph mean, in one row:
//
//   holds itself: nothing ▁▂▃▄▅▆ most     through the call: ── little ━━ much    ┄┄ ...
#pragma once

#include <vector>

#include "render/graph/picture.h"

namespace jescope {

// Returns the row's parts from the left; its texts stand on `start`'s line.
std::vector<LegendPart> graph_legend(const CallGraph& graph, Point start);

}  // namespace jescope
