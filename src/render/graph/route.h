// SPDX-License-Identifier: Apache-2.0
//
// How high the ranks are, and the curves of edges from node to node.
#pragma once

#include <vector>

#include "render/graph/layers.h"

namespace jescope {

// Where an edge ends and its arrow head begins, above the callee.
inline constexpr double kArrowPx = 8;

// A rank's stripe: no curve bends within it, so none touches a node.
struct Stripe {
  double top = 0;
  double height = 0;

  double bottom() const { return top + height; }
  double middle() const { return top + height / 2; }
};

// Returns the stripes of all ranks, the first at 0.
std::vector<Stripe> stack_ranks(const LayoutGraph& graph, const Layers& layers, const Order& order,
                                const std::vector<double>& x);

// Returns each edge's curve. Edges leave and reach a node side by side.
std::vector<LayoutRoute> route_edges(const LayoutGraph& graph, const Layers& layers,
                                     const std::vector<Stripe>& stripes,
                                     const std::vector<double>& x);

}  // namespace jescope
