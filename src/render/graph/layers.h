// SPDX-License-Identifier: Apache-2.0
//
// A graph cut into ranks, so that every link joins two neighbouring ranks.
// Nodes stand on even ranks. A longer edge goes through a vertex of its own on
// each rank between; one of them, on an odd rank, holds its label.
//
//   rank 0     main ─────┐
//              │         │
//   rank 1     o      [2 MiB]      o: only the edge goes through
//              │         │
//   rank 2     o        run
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/graph/layout.h"

namespace jescope {

enum class VertexKind { kNode, kLabel, kWay };

struct Vertex {
  VertexKind kind = VertexKind::kWay;
  uint32_t row = 0;  // of the node or edge in the LayoutGraph
  uint32_t rank = 0;
  double left = 0;   // room it takes left of its centre
  double right = 0;  // and right of it
};

// A part of an edge between two ranks.
struct Link {
  uint32_t vertex = 0;  // at the other end
  double weight = 1;
};

// A LayoutGraph without cycles. The first vertices are the graph's nodes.
struct Layers {
  std::vector<Vertex> vertices;
  std::vector<std::vector<Link>> up;        // of each vertex, to the rank above
  std::vector<std::vector<Link>> down;      // to the rank below
  std::vector<std::vector<uint32_t>> ways;  // of each edge: its vertices from above to below,
                                            // without its two nodes
  std::vector<bool> is_reversed;            // of each edge: `from` stands below `to`
  uint32_t rank_count = 0;
};

// The vertices of each rank, left to right.
using Order = std::vector<std::vector<uint32_t>>;

// `node_ranks` are even; is_reversed as in Layers.
Layers make_layers(const LayoutGraph& graph, const std::vector<uint32_t>& node_ranks,
                   std::vector<bool> is_reversed);

}  // namespace jescope
