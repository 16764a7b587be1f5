// SPDX-License-Identifier: Apache-2.0
//
// What colours, sizes and lines of a call graph mean, in one row:
//
//   holds itself: nothing ▁▂▃▄▅▆ most     through the call: ── little ━━ much    ┄┄ ...
#pragma once

#include <string>

#include "jescope/summarize/call_graph.h"

namespace jescope {

// Returns an SVG group from `left`, with its texts on the line `y`.
std::string draw_graph_legend(const CallGraph& graph, double left, double y);

}  // namespace jescope
