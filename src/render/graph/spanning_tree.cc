// SPDX-License-Identifier: Apache-2.0
//
// The cut value of a tree edge is the weight of all edges that go the same way
// from one side to the other, less those that go against it. Edges within the
// side below it cancel out, so it is that side's balance of weights.
#include "render/graph/spanning_tree.h"

#include <algorithm>
#include <utility>

namespace jescope {

SpanningTree::SpanningTree(const std::vector<RankEdge>& edges, std::vector<int> ranks)
    : edges_(edges), ranks_(std::move(ranks)), edges_at_(ranks_.size()), in_tree_(edges.size()) {
  for (uint32_t edge = 0; edge < edges_.size(); ++edge) {
    edges_at_[edges_[edge].from].push_back(edge);
    edges_at_[edges_[edge].to].push_back(edge);
  }
  grow();
  hang();
}

int SpanningTree::slack(uint32_t edge) const {
  return ranks_[edges_[edge].to] - ranks_[edges_[edge].from] - 1;
}

// Adds what hangs on the nodes `open` by edges without slack.
void SpanningTree::grow_tight_part(std::vector<uint32_t> open) {
  while (!open.empty()) {
    const uint32_t node = open.back();
    open.pop_back();
    for (const uint32_t edge : edges_at_[node]) {
      const uint32_t other = edges_[edge].from == node ? edges_[edge].to : edges_[edge].from;
      if (in_part_[other] || slack(edge) != 0) continue;
      in_part_[other] = in_tree_[edge] = true;
      open.push_back(other);
    }
  }
}

// Returns the edge with the least slack that leaves the part.
uint32_t SpanningTree::find_nearest() const {
  uint32_t nearest = kNoEdge;
  for (uint32_t edge = 0; edge < edges_.size(); ++edge) {
    if (in_part_[edges_[edge].from] == in_part_[edges_[edge].to]) continue;
    if (nearest == kNoEdge || slack(edge) < slack(nearest)) nearest = edge;
  }
  return nearest;
}

void SpanningTree::grow() {
  in_part_.assign(ranks_.size(), false);
  in_part_[0] = true;
  grow_tight_part({0});
  for (uint32_t edge = find_nearest(); edge != kNoEdge; edge = find_nearest()) {
    const bool leads_out = in_part_[edges_[edge].from];
    const int move = leads_out ? slack(edge) : -slack(edge);
    for (size_t node = 0; node < ranks_.size(); ++node) {
      if (in_part_[node]) ranks_[node] += move;
    }
    grow_tight_part({leads_out ? edges_[edge].from : edges_[edge].to});
  }
}

// Numbers the tree below node 0 and sums balances.
void SpanningTree::hang() {
  const size_t count = ranks_.size();
  parent_edge_.assign(count, kNoEdge);
  first_.assign(count, 0);
  last_.assign(count, 0);
  balance_.assign(count, 0);
  std::vector<uint32_t> preorder;
  std::vector<uint32_t> open = {0};
  while (!open.empty()) {
    const uint32_t node = open.back();
    open.pop_back();
    first_[node] = last_[node] = static_cast<uint32_t>(preorder.size());
    preorder.push_back(node);
    for (const uint32_t edge : edges_at_[node]) {
      balance_[node] += edges_[edge].from == node ? edges_[edge].weight : -edges_[edge].weight;
      if (!in_tree_[edge] || edge == parent_edge_[node]) continue;
      const uint32_t child = edges_[edge].from == node ? edges_[edge].to : edges_[edge].from;
      parent_edge_[child] = edge;
      open.push_back(child);
    }
  }
  for (size_t i = preorder.size(); i-- > 1;) {
    const uint32_t node = preorder[i];
    const RankEdge& edge = edges_[parent_edge_[node]];
    const uint32_t parent = edge.from == node ? edge.to : edge.from;
    balance_[parent] += balance_[node];
    last_[parent] = std::max(last_[parent], last_[node]);
  }
}

bool SpanningTree::is_below(uint32_t node, uint32_t top) const {
  return first_[top] <= first_[node] && first_[node] <= last_[top];
}

double SpanningTree::cut_value(uint32_t edge) const {
  const auto [from, to, weight] = edges_[edge];
  return parent_edge_[from] == edge ? balance_[from] : -balance_[to];
}

uint32_t SpanningTree::find_leaving() {
  constexpr double kRounding = -1e-6;
  const auto count = static_cast<uint32_t>(edges_.size());
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t edge = (search_from_ + i) % count;
    if (!in_tree_[edge] || cut_value(edge) >= kRounding) continue;
    search_from_ = edge + 1;
    return edge;
  }
  return kNoEdge;
}

// Returns the edge with the least slack that crosses the cut against `leaving`.
uint32_t SpanningTree::find_entering(uint32_t leaving, uint32_t child) const {
  const bool leads_up = edges_[leaving].from == child;
  uint32_t entering = kNoEdge;
  for (uint32_t edge = 0; edge < edges_.size(); ++edge) {
    const bool from_below = is_below(edges_[edge].from, child);
    const bool to_below = is_below(edges_[edge].to, child);
    if (from_below == to_below || from_below == leads_up) continue;
    if (entering == kNoEdge || slack(edge) < slack(entering)) entering = edge;
  }
  return entering;
}

void SpanningTree::exchange(uint32_t leaving) {
  const auto [from, to, weight] = edges_[leaving];
  const uint32_t child = parent_edge_[from] == leaving ? from : to;
  const uint32_t entering = find_entering(leaving, child);
  if (entering == kNoEdge) return;
  const int move = child == from ? -slack(entering) : slack(entering);
  for (uint32_t node = 0; node < ranks_.size(); ++node) {
    if (is_below(node, child)) ranks_[node] += move;
  }
  in_tree_[leaving] = false;
  in_tree_[entering] = true;
  hang();
}

}  // namespace jescope
