// SPDX-License-Identifier: Apache-2.0
//
// A node above all others connects the parts of the graph; its edges weigh
// nothing, so it draws nobody near.
#include "render/graph/ranks.h"

#include <algorithm>

#include "render/graph/spanning_tree.h"

namespace jescope {
namespace {

constexpr size_t kMostExchanges = 20000;
constexpr size_t kMostWork = 100'000'000;  // exchanges times nodes and edges

// The node's smallest rank below all that lead to it.
std::vector<int> longest_paths(size_t node_count, const std::vector<RankEdge>& edges) {
  std::vector<std::vector<uint32_t>> callees(node_count);
  std::vector<size_t> waiting(node_count);
  for (const RankEdge& edge : edges) {
    callees[edge.from].push_back(edge.to);
    ++waiting[edge.to];
  }
  std::vector<int> ranks(node_count);
  std::vector<uint32_t> ready;
  for (uint32_t node = 0; node < node_count; ++node) {
    if (waiting[node] == 0) ready.push_back(node);
  }
  while (!ready.empty()) {
    const uint32_t node = ready.back();
    ready.pop_back();
    for (const uint32_t callee : callees[node]) {
      ranks[callee] = std::max(ranks[callee], ranks[node] + 1);
      if (--waiting[callee] == 0) ready.push_back(callee);
    }
  }
  return ranks;
}

std::vector<RankEdge> with_root(size_t node_count, std::vector<RankEdge> edges) {
  std::vector<bool> is_called(node_count);
  for (const RankEdge& edge : edges) is_called[edge.to] = true;
  for (uint32_t node = 0; node < node_count; ++node) {
    if (!is_called[node]) edges.push_back({static_cast<uint32_t>(node_count), node, 0});
  }
  return edges;
}

using Neighbours = std::vector<std::vector<uint32_t>>;

// Gives all nodes that are connected with `start` its number.
void mark_part(uint32_t start, const Neighbours& neighbours, std::vector<uint32_t>& parts) {
  std::vector<uint32_t> open = {start};
  parts[start] = start;
  while (!open.empty()) {
    const uint32_t node = open.back();
    open.pop_back();
    for (const uint32_t next : neighbours[node]) {
      if (parts[next] != UINT32_MAX) continue;
      parts[next] = start;
      open.push_back(next);
    }
  }
}

// Returns a number for each node, equal within a connected part.
std::vector<uint32_t> parts_of(size_t node_count, const std::vector<RankEdge>& edges) {
  Neighbours neighbours(node_count);
  for (const RankEdge& edge : edges) {
    neighbours[edge.from].push_back(edge.to);
    neighbours[edge.to].push_back(edge.from);
  }
  std::vector<uint32_t> parts(node_count, UINT32_MAX);
  for (uint32_t start = 0; start < node_count; ++start) {
    if (parts[start] == UINT32_MAX) mark_part(start, neighbours, parts);
  }
  return parts;
}

std::vector<int> from_zero(std::vector<int> ranks, const std::vector<RankEdge>& edges) {
  const std::vector<uint32_t> parts = parts_of(ranks.size(), edges);
  std::vector<int> least = ranks;
  for (size_t node = 0; node < ranks.size(); ++node) {
    least[parts[node]] = std::min(least[parts[node]], ranks[node]);
  }
  for (size_t node = 0; node < ranks.size(); ++node) ranks[node] -= least[parts[node]];
  return ranks;
}

// Where a node may stand on several ranks for the same sum of lengths, it takes
// the one with the fewest nodes.
std::vector<int> balanced(std::vector<int> ranks, const std::vector<RankEdge>& edges) {
  const int last = ranks.empty() ? 0 : *std::ranges::max_element(ranks);
  std::vector<size_t> crowd(static_cast<size_t>(last) + 1);
  for (const int rank : ranks) ++crowd[static_cast<size_t>(rank)];
  std::vector<int> least(ranks.size(), -1);
  std::vector<int> most(ranks.size(), INT32_MAX);
  std::vector<double> balance(ranks.size());
  for (const RankEdge& edge : edges) {
    balance[edge.from] += edge.weight;
    balance[edge.to] -= edge.weight;
  }
  for (uint32_t node = 0; node < ranks.size(); ++node) {
    if (balance[node] != 0) continue;
    for (const RankEdge& edge : edges) {
      if (edge.to == node) least[node] = std::max(least[node], ranks[edge.from]);
      if (edge.from == node) most[node] = std::min(most[node], ranks[edge.to]);
    }
    if (least[node] < 0 || most[node] == INT32_MAX) continue;
    int best = ranks[node];
    --crowd[static_cast<size_t>(best)];
    for (int rank = least[node] + 1; rank < most[node]; ++rank) {
      if (crowd[static_cast<size_t>(rank)] < crowd[static_cast<size_t>(best)]) best = rank;
    }
    ++crowd[static_cast<size_t>(best)];
    ranks[node] = best;
  }
  return ranks;
}

}  // namespace

std::vector<int> assign_ranks(size_t node_count, const std::vector<RankEdge>& edges) {
  if (node_count == 0) return {};
  const std::vector<RankEdge> connected = with_root(node_count, edges);
  SpanningTree tree(connected, longest_paths(node_count + 1, connected));
  const size_t work = node_count + connected.size();
  const size_t most = std::min(kMostExchanges, kMostWork / work);
  for (size_t i = 0; i < most; ++i) {
    const uint32_t leaving = tree.find_leaving();
    if (leaving == kNoEdge) break;
    tree.exchange(leaving);
  }
  std::vector<int> ranks = tree.ranks();
  ranks.pop_back();
  return balanced(from_zero(std::move(ranks), edges), edges);
}

}  // namespace jescope
