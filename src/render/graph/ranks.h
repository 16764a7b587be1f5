// SPDX-License-Identifier: Apache-2.0
//
// On which rank each node of an acyclic graph stands, so that edges are short:
// the network simplex method of E. R. Gansner and others, "A Technique for
// Drawing Directed Graphs", 1993, section 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace jescope {

// An edge that leads at least one rank down.
struct RankEdge {
  uint32_t from = 0;
  uint32_t to = 0;
  double weight = 1;
};

// Returns ranks with the least sum of weight times length. In each connected
// part the smallest rank is 0.
std::vector<int> assign_ranks(size_t node_count, const std::vector<RankEdge>& edges);

}  // namespace jescope
