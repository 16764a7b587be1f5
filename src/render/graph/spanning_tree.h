// SPDX-License-Identifier: Apache-2.0
//
// A tree of edges that holds all ranks: each of its edges is as short as it may
// be, so moving one side of an edge moves all that hangs on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/graph/ranks.h"

namespace jescope {

inline constexpr uint32_t kNoEdge = UINT32_MAX;

// A graph whose nodes are connected, its ranks, and the tree.
class SpanningTree {
 public:
  // `edges` must connect all nodes; each is one rank long at least in `ranks`.
  SpanningTree(const std::vector<RankEdge>& edges, std::vector<int> ranks);

  // Returns a tree edge that should not be one: the sum of lengths falls when
  // it gets longer. Searches on from the last one; kNoEdge: there is none.
  uint32_t find_leaving();

  // Takes the edge that `leaving` holds shortest instead of it, and moves ranks.
  void exchange(uint32_t leaving);

  const std::vector<int>& ranks() const { return ranks_; }

 private:
  int slack(uint32_t edge) const;
  void grow();
  void grow_tight_part(std::vector<uint32_t> open);
  uint32_t find_nearest() const;
  void hang();
  double cut_value(uint32_t edge) const;
  bool is_below(uint32_t node, uint32_t top) const;
  uint32_t find_entering(uint32_t leaving, uint32_t child) const;

  const std::vector<RankEdge>& edges_;
  std::vector<int> ranks_;
  std::vector<std::vector<uint32_t>> edges_at_;  // of each node
  std::vector<bool> in_part_;                    // while growing: nodes of the tree
  std::vector<bool> in_tree_;                    // edges
  std::vector<uint32_t> parent_edge_;            // of nodes; kNoEdge: the root
  std::vector<uint32_t> first_, last_;           // of nodes: preorder numbers of what is below
  std::vector<double> balance_;  // of nodes: weights out less weights in, of all below
  uint32_t search_from_ = 0;
};

}  // namespace jescope
