// SPDX-License-Identifier: Apache-2.0
//
// Cuts edges into links.
#include "render/graph/layers.h"

#include <algorithm>
#include <utility>

namespace jescope {
namespace {

constexpr double kWayPx = 3;  // room on each side of an edge
constexpr double kLabelGapPx = 4;

// How much a link wants to be upright: bends of long edges are the most disturbing.
constexpr double kNodeToNode = 1;
constexpr double kNodeToWay = 2;
constexpr double kWayToWay = 8;

class LayerMaker {
 public:
  LayerMaker(const LayoutGraph& graph, const std::vector<uint32_t>& node_ranks,
             std::vector<bool> is_reversed)
      : graph_(graph) {
    layers_.is_reversed = std::move(is_reversed);
    for (uint32_t node = 0; node < graph.nodes.size(); ++node) {
      const LayoutNode& from = graph.nodes[node];
      add({VertexKind::kNode, node, node_ranks[node], from.left, from.right});
    }
  }

  Layers run() {
    for (uint32_t edge = 0; edge < graph_.edges.size(); ++edge) add_edge(edge);
    return std::move(layers_);
  }

 private:
  uint32_t add(const Vertex& vertex) {
    layers_.vertices.push_back(vertex);
    layers_.up.emplace_back();
    layers_.down.emplace_back();
    layers_.rank_count = std::max(layers_.rank_count, vertex.rank + 1);
    return static_cast<uint32_t>(layers_.vertices.size() - 1);
  }

  void link(uint32_t upper, uint32_t lower, double edge_weight) {
    const bool upper_is_node = layers_.vertices[upper].kind == VertexKind::kNode;
    const bool lower_is_node = layers_.vertices[lower].kind == VertexKind::kNode;
    double weight = edge_weight * kNodeToWay;
    if (upper_is_node && lower_is_node) weight = edge_weight * kNodeToNode;
    if (!upper_is_node && !lower_is_node) weight = edge_weight * kWayToWay;
    layers_.down[upper].push_back({lower, weight});
    layers_.up[lower].push_back({upper, weight});
  }

  void add_edge(uint32_t row) {
    const LayoutEdge& edge = graph_.edges[row];
    uint32_t upper = edge.from;
    uint32_t lower = edge.to;
    if (layers_.is_reversed[row]) std::swap(upper, lower);
    const uint32_t first = layers_.vertices[upper].rank;
    const uint32_t last = layers_.vertices[lower].rank;
    const uint32_t label_rank = ((first + last) / 2) | 1;
    std::vector<uint32_t>& way = layers_.ways.emplace_back();
    for (uint32_t rank = first + 1; rank < last; ++rank) {
      const double half = rank == label_rank ? edge.label_width / 2 + kLabelGapPx : kWayPx;
      const VertexKind kind = rank == label_rank ? VertexKind::kLabel : VertexKind::kWay;
      const uint32_t vertex = add({kind, row, rank, half, half});
      link(upper, vertex, edge.weight);
      way.push_back(vertex);
      upper = vertex;
    }
    link(upper, lower, edge.weight);
  }

  const LayoutGraph& graph_;
  Layers layers_;
};

}  // namespace

Layers make_layers(const LayoutGraph& graph, const std::vector<uint32_t>& node_ranks,
                   std::vector<bool> is_reversed) {
  return LayerMaker(graph, node_ranks, std::move(is_reversed)).run();
}

}  // namespace jescope
