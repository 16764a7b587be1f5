// SPDX-License-Identifier: Apache-2.0
//
// Places the nodes and edges of a directed graph in layers, as numbers without
// a drawing: callers above callees, edges as curves around the nodes.
//
//   ┌──────┐             rank 0: nodes
//   │ main │
//   └┬────┬┘
//    │  2 MiB            rank 1: labels of edges
//    │   ┌┴────┐
//    │   │ run │         rank 2: nodes, and the way of a longer edge
//    │   └┬────┘
//    │  1 MiB
//   ┌┴────┴┐
//   │ read │             rank 4
//   └──────┘
//
// The same graph has the same layout on every machine that computes with
// IEEE doubles. Lengths are pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/point.h"

namespace jescope {

struct LayoutNode {
  double left = 0;   // of its centre
  double right = 0;  // of its centre; with what is drawn beside it
  double height = 0;
  double box_right = 0;  // of its centre; where edges may begin and end
};

struct LayoutEdge {
  uint32_t from = 0;
  uint32_t to = 0;    // not `from`
  double weight = 1;  // 1 or more; heavier edges are shorter and straighter
  double label_width = 0;
};

struct LayoutGraph {
  std::vector<LayoutNode> nodes;
  std::vector<LayoutEdge> edges;
};

// A curve of cubic pieces: the first point, then three points a piece.
struct LayoutRoute {
  std::vector<Point> points;  // from the caller to the callee
  Point label;                // its centre
};

struct GraphLayout {
  std::vector<uint32_t> ranks;      // of nodes; even
  std::vector<Point> centres;       // of nodes
  std::vector<LayoutRoute> routes;  // of edges; without points: not drawn
  size_t edges_not_drawn = 0;
  size_t crossings = 0;
  double width = 0;
  double height = 0;
};

// Takes time in proportion to nodes and edges times a bounded number of rounds. Edges
// are drawn in their order as long as their ways together are not too long, which they
// are only in graphs of hundreds of ranks.
GraphLayout lay_out_graph(const LayoutGraph& graph);

}  // namespace jescope
