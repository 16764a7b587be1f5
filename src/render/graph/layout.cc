// SPDX-License-Identifier: Apache-2.0
//
// The steps: no cycles, ranks, order within ranks, places, curves.
#include "render/graph/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "render/graph/acyclic.h"
#include "render/graph/layers.h"
#include "render/graph/order.h"
#include "render/graph/place.h"
#include "render/graph/ranks.h"
#include "render/graph/route.h"

namespace jescope {
namespace {

// Even, so that there is a rank for labels between any two.
std::vector<uint32_t> rank_nodes(const LayoutGraph& graph, const std::vector<bool>& is_reversed) {
  std::vector<RankEdge> edges;
  for (size_t i = 0; i < graph.edges.size(); ++i) {
    const LayoutEdge& edge = graph.edges[i];
    edges.push_back(is_reversed[i] ? RankEdge{edge.to, edge.from, edge.weight}
                                   : RankEdge{edge.from, edge.to, edge.weight});
  }
  std::vector<uint32_t> ranks;
  for (const int rank : assign_ranks(graph.nodes.size(), edges)) {
    ranks.push_back(2 * static_cast<uint32_t>(rank));
  }
  return ranks;
}

// Of all edges together, in ranks; graphs of some hundred functions need a tenth.
constexpr size_t kMostRanksCrossed = 40'000;

// Returns the edges that are drawn.
std::vector<uint32_t> choose_edges(const LayoutGraph& graph, const std::vector<uint32_t>& ranks) {
  std::vector<uint32_t> chosen;
  size_t crossed = 0;
  for (uint32_t row = 0; row < graph.edges.size(); ++row) {
    const uint32_t from = ranks[graph.edges[row].from];
    const uint32_t to = ranks[graph.edges[row].to];
    const size_t length = from < to ? to - from : from - to;
    if (crossed + length > kMostRanksCrossed) continue;
    crossed += length;
    chosen.push_back(row);
  }
  return chosen;
}

double width_of(const Layers& layers, const std::vector<double>& x) {
  double width = 0;
  for (size_t i = 0; i < x.size(); ++i) width = std::max(width, x[i] + layers.vertices[i].right);
  return width;
}

}  // namespace

GraphLayout lay_out_graph(const LayoutGraph& whole) {
  GraphLayout layout;
  if (whole.nodes.empty()) return layout;
  const std::vector<bool> are_back_edges = find_back_edges(whole);
  layout.ranks = rank_nodes(whole, are_back_edges);
  const std::vector<uint32_t> chosen = choose_edges(whole, layout.ranks);
  LayoutGraph graph{whole.nodes, {}};
  std::vector<bool> is_reversed;
  for (const uint32_t row : chosen) {
    graph.edges.push_back(whole.edges[row]);
    is_reversed.push_back(are_back_edges[row]);
  }
  const Layers layers = make_layers(graph, layout.ranks, is_reversed);
  const Order order = reduce_crossings(layers);
  const std::vector<double> x = place_vertices(layers, order);
  const std::vector<Stripe> stripes = stack_ranks(graph, layers, order, x);
  for (size_t node = 0; node < graph.nodes.size(); ++node) {
    layout.centres.push_back({x[node], stripes[layout.ranks[node]].middle()});
  }
  std::vector<LayoutRoute> routes = route_edges(graph, layers, stripes, x);
  layout.routes.resize(whole.edges.size());
  for (size_t i = 0; i < chosen.size(); ++i) layout.routes[chosen[i]] = std::move(routes[i]);
  layout.edges_not_drawn = whole.edges.size() - chosen.size();
  layout.crossings = count_crossings(layers, order);
  layout.width = width_of(layers, x);
  layout.height = stripes.back().bottom();
  return layout;
}

}  // namespace jescope
