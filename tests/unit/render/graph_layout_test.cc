// SPDX-License-Identifier: Apache-2.0
//
// What holds for every layout, held against many random graphs.
#include "render/graph/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "render/graph/acyclic.h"
#include "render/graph/layers.h"
#include "render/graph/order.h"
#include "render/graph/ranks.h"
#include "tests/support/random_graphs.h"

namespace jescope {
namespace {

void for_each_graph(const std::function<void(const LayoutGraph&, const GraphLayout&)>& check) {
  for (uint32_t seed = 0; seed < 80; ++seed) {
    SCOPED_TRACE(seed);
    const uint32_t nodes = 1 + seed % 40;
    const LayoutGraph graph = testing::random_layout_graph(seed, nodes, nodes * (1 + seed % 3));
    check(graph, lay_out_graph(graph));
    if (::testing::Test::HasFailure()) return;
  }
}

struct Box {
  double left, top, right, bottom;
};

Box box_of(const LayoutGraph& graph, const GraphLayout& layout, size_t node) {
  const LayoutNode& size = graph.nodes[node];
  const Point& centre = layout.centres[node];
  return {centre.x - size.left, centre.y - size.height / 2, centre.x + size.right,
          centre.y + size.height / 2};
}

TEST(GraphLayout, NodesDoNotOverlapAndLieInThePicture) {
  for_each_graph([](const LayoutGraph& graph, const GraphLayout& layout) {
    for (size_t a = 0; a < graph.nodes.size(); ++a) {
      const Box box = box_of(graph, layout, a);
      EXPECT_GE(box.left, -0.01);
      EXPECT_GE(box.top, -0.01);
      EXPECT_LE(box.right, layout.width + 0.01);
      EXPECT_LE(box.bottom, layout.height + 0.01);
      for (size_t b = 0; b < a; ++b) {
        const Box other = box_of(graph, layout, b);
        const bool apart = box.left >= other.right || other.left >= box.right ||
                           box.top >= other.bottom || other.top >= box.bottom;
        EXPECT_TRUE(apart) << a << " and " << b;
      }
    }
  });
}

TEST(GraphLayout, EdgesLeadDownUnlessTheyCloseACycle) {
  for_each_graph([](const LayoutGraph& graph, const GraphLayout& layout) {
    const std::vector<bool> is_back = find_back_edges(graph);
    for (size_t i = 0; i < graph.edges.size(); ++i) {
      const auto [from, to, weight, label] = graph.edges[i];
      const uint32_t upper = layout.ranks[is_back[i] ? to : from];
      const uint32_t lower = layout.ranks[is_back[i] ? from : to];
      EXPECT_LT(upper, lower);
      EXPECT_EQ(upper % 2, 0u);
    }
  });
}

Point on_curve(const std::vector<Point>& points, size_t piece, double t) {
  const double s = 1 - t;
  const Point* const p = &points[3 * piece];
  const auto mix = [&](double a, double b, double c, double d) {
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  };
  return {mix(p[0].x, p[1].x, p[2].x, p[3].x), mix(p[0].y, p[1].y, p[2].y, p[3].y)};
}

TEST(GraphLayout, EdgesGoAroundNodes) {
  for_each_graph([](const LayoutGraph& graph, const GraphLayout& layout) {
    for (size_t edge = 0; edge < graph.edges.size(); ++edge) {
      const std::vector<Point>& points = layout.routes[edge].points;
      ASSERT_EQ(points.size() % 3, 1u);
      for (size_t i = 0; i < points.size() / 3 * 20; ++i) {
        const Point at = on_curve(points, i / 20, static_cast<double>(i % 20) / 20);
        for (size_t node = 0; node < graph.nodes.size(); ++node) {
          if (node == graph.edges[edge].from || node == graph.edges[edge].to) continue;
          const Box box = box_of(graph, layout, node);
          EXPECT_FALSE(at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom)
              << "edge " << edge << " through node " << node;
        }
      }
    }
  });
}

TEST(GraphLayout, EdgesBeginAndEndAtTheirNodes) {
  for_each_graph([](const LayoutGraph& graph, const GraphLayout& layout) {
    for (size_t edge = 0; edge < graph.edges.size(); ++edge) {
      const auto touches = [&](Point point, uint32_t node) {
        const Box box = box_of(graph, layout, node);
        const double beside = std::min(std::abs(point.y - box.top), std::abs(point.y - box.bottom));
        return point.x > box.left && point.x < box.right && beside < 8.01;
      };
      EXPECT_TRUE(touches(layout.routes[edge].points.front(), graph.edges[edge].from));
      EXPECT_TRUE(touches(layout.routes[edge].points.back(), graph.edges[edge].to));
    }
  });
}

TEST(GraphLayout, TheSameGraphHasTheSameLayout) {
  const LayoutGraph graph = testing::random_layout_graph(7, 60, 150);
  const GraphLayout one = lay_out_graph(graph);
  const GraphLayout other = lay_out_graph(graph);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    EXPECT_EQ(one.centres[i].x, other.centres[i].x);
    EXPECT_EQ(one.centres[i].y, other.centres[i].y);
  }
}

TEST(GraphLayout, ChainsAreUpright) {
  LayoutGraph graph;
  for (uint32_t i = 0; i < 50; ++i) graph.nodes.push_back({20.0 + i % 7, 20.0 + i % 7, 30, 20});
  for (uint32_t i = 1; i < 50; ++i) graph.edges.push_back({i - 1, i, 1, 40});
  const GraphLayout layout = lay_out_graph(graph);
  for (const Point& centre : layout.centres) EXPECT_NEAR(centre.x, layout.centres[0].x, 0.01);
}

TEST(GraphLayout, HundredsOfEdgesAreLaidOut) {
  const LayoutGraph graph = testing::random_layout_graph(1, 120, 360);
  EXPECT_EQ(lay_out_graph(graph).routes.size(), graph.edges.size());
}

// Every call leads on to far below: without a bound their ways would be a million long.
TEST(GraphLayout, LeavesOutWhatWouldMakeItEndless) {
  LayoutGraph graph;
  for (uint32_t i = 0; i < 1000; ++i) graph.nodes.push_back({20, 20, 30, 20});
  for (uint32_t i = 1; i < 1000; ++i) graph.edges.push_back({i - 1, i, 8, 40});
  for (uint32_t i = 0; i < 5000; ++i) {
    graph.edges.push_back({i % 400, 600 + (i * 7) % 400, 1, 40});
  }
  const GraphLayout layout = lay_out_graph(graph);
  ASSERT_EQ(layout.routes.size(), graph.edges.size());
  size_t not_drawn = 0;
  size_t points = 0;
  for (const LayoutRoute& route : layout.routes) {
    not_drawn += route.points.empty();
    points += route.points.size();
  }
  EXPECT_EQ(layout.edges_not_drawn, not_drawn);
  EXPECT_GT(not_drawn, 4000u);
  EXPECT_LT(points, 300'000u);
  for (size_t i = 0; i < 999; ++i) EXPECT_FALSE(layout.routes[i].points.empty()) << i;
}

TEST(GraphLayout, NothingHasNoLayout) {
  EXPECT_EQ(lay_out_graph({}).width, 0);
}

double length_of(const std::vector<int>& ranks, const std::vector<RankEdge>& edges) {
  double sum = 0;
  for (const auto& [from, to, weight] : edges) sum += weight * (ranks[to] - ranks[from]);
  return sum;
}

// Tries all ranks from 0 to node_count - 1.
double least_length(size_t node_count, const std::vector<RankEdge>& edges) {
  std::vector<int> ranks(node_count);
  double least = 1e9;
  const auto count = static_cast<int>(node_count);
  for (size_t i = 0; i < node_count;) {
    const bool holds = std::ranges::all_of(
        edges, [&](const RankEdge& edge) { return ranks[edge.from] < ranks[edge.to]; });
    if (holds) least = std::min(least, length_of(ranks, edges));
    for (i = 0; i < node_count && ++ranks[i] == count; ++i) ranks[i] = 0;
  }
  return least;
}

TEST(AssignRanks, EdgesAreAsShortAsCanBe) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const LayoutGraph graph = testing::random_layout_graph(seed, 5, 7);
    std::vector<RankEdge> edges;
    for (const LayoutEdge& edge : graph.edges) {
      edges.push_back({std::min(edge.from, edge.to), std::max(edge.from, edge.to), edge.weight});
    }
    EXPECT_EQ(length_of(assign_ranks(5, edges), edges), least_length(5, edges));
  }
}

// Counts by comparing every pair of links.
size_t crossings_by_pairs(const Layers& layers, const Order& order) {
  size_t crossings = 0;
  for (size_t rank = 0; rank + 1 < order.size(); ++rank) {
    std::vector<std::pair<size_t, size_t>> links;
    for (size_t i = 0; i < order[rank].size(); ++i) {
      for (const Link& link : layers.down[order[rank][i]]) {
        const auto found = std::ranges::find(order[rank + 1], link.vertex);
        links.emplace_back(i, static_cast<size_t>(found - order[rank + 1].begin()));
      }
    }
    for (const auto& [a, b] : links) {
      for (const auto& [c, d] : links) crossings += a < c && b > d;
    }
  }
  return crossings;
}

TEST(CountCrossings, IsTheNumberOfCrossingPairs) {
  for_each_graph([](const LayoutGraph& graph, const GraphLayout& layout) {
    const Layers layers = make_layers(graph, layout.ranks, find_back_edges(graph));
    const Order order = reduce_crossings(layers);
    EXPECT_EQ(count_crossings(layers, order), crossings_by_pairs(layers, order));
    EXPECT_EQ(layout.crossings, count_crossings(layers, order));
  });
}

}  // namespace
}  // namespace jescope
