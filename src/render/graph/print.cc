// SPDX-License-Identifier: Apache-2.0
//
//   CallGraph ──picture_of──▶ GraphPicture ──paint_graph──▶ Drawing ──write_...──▶ bytes
#include "render/drawing/print.h"
#include "jescope/render/call_graph.h"
#include "render/graph/paint.h"
#include "render/graph/picture.h"

namespace jescope {

PrintedPicture print_call_graph(const CallGraph& graph, const GraphStyle& style,
                                PrintFormat format) {
  return print(paint_graph(picture_of(graph, style)), format);
}

}  // namespace jescope
