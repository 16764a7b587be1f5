// SPDX-License-Identifier: Apache-2.0
//
// Graphs to lay out: equal seeds give equal graphs.
#pragma once

#include <cstdint>
#include <random>

#include "render/graph/layout.h"

namespace jescope::testing {

// Returns `nodes` nodes and about `edges` edges, cycles among them, as call
// graphs have them: most lead to a node not far behind.
inline LayoutGraph random_layout_graph(uint32_t seed, uint32_t nodes, uint32_t edges) {
  std::mt19937 engine(seed);
  const auto below = [&](uint32_t end) { return static_cast<uint32_t>(engine() % end); };
  LayoutGraph graph;
  for (uint32_t i = 0; i < nodes; ++i) {
    const double half = 30 + below(100);
    graph.nodes.push_back({half, half + (below(8) == 0 ? 60 : 0), 30.0 + below(40), half});
  }
  for (uint32_t i = 0; i < edges; ++i) {
    const uint32_t from = below(nodes);
    const uint32_t to = below(8) == 0 ? below(nodes) : (from + 1 + below(5)) % nodes;
    if (from == to) continue;
    graph.edges.push_back({from, to, 1.0 + below(8), 40.0 + below(20)});
  }
  return graph;
}

}  // namespace jescope::testing
