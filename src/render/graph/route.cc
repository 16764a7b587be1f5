// SPDX-License-Identifier: Apache-2.0
//
// A curve goes straight through stripes, and from one stripe to the next as a
// cubic piece that does not turn back:
//
//   ───┐ main ├────────  stripe
//      └──┬───┘
//          \             bends between stripes only
//   ────────│──┐   ┌───  stripe: straight, or as slanted as the room allows
//            \ │run│
#include "render/graph/route.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace jescope {
namespace {

constexpr double kLeastGapPx = 15;  // between stripes
constexpr double kMostGapPx = 44;
constexpr double kGapOfShift = 0.2;  // of how far a link shifts sideways
constexpr double kLabelHeightPx = 14;
constexpr double kPortPx = 14;      // between edges at a node
constexpr double kPortShare = 0.7;  // of a node's width, at most, that edges take
constexpr double kSlantRoomPx = 6;  // left and right of a way within a stripe

double stripe_height(const LayoutGraph& graph, const Layers& layers,
                     const std::vector<uint32_t>& rank) {
  double height = 2;
  for (const uint32_t vertex : rank) {
    const Vertex& at = layers.vertices[vertex];
    if (at.kind == VertexKind::kLabel) height = std::max(height, kLabelHeightPx);
    if (at.kind == VertexKind::kNode) height = std::max(height, graph.nodes[at.row].height);
  }
  return height;
}

double largest_shift(const Layers& layers, const std::vector<uint32_t>& rank,
                     const std::vector<double>& x) {
  double shift = 0;
  for (const uint32_t vertex : rank) {
    for (const Link& link : layers.down[vertex]) {
      shift = std::max(shift, std::abs(x[link.vertex] - x[vertex]));
    }
  }
  return shift;
}

// Where edges touch nodes.
struct Ports {
  std::vector<double> upper;  // of each edge, at its node above
  std::vector<double> lower;
};

// An edge at a node, and where it goes from there.
struct Leaving {
  double towards = 0;
  uint32_t edge = 0;
};

void spread(std::vector<Leaving>& leaving, double centre, double half_width,
            std::vector<double>& ports) {
  std::ranges::sort(leaving, [](const Leaving& a, const Leaving& b) {
    return a.towards != b.towards ? a.towards < b.towards : a.edge < b.edge;
  });
  const auto steps = static_cast<double>(leaving.size()) - 1;
  const double step = steps == 0 ? 0 : std::min(kPortPx, 2 * half_width * kPortShare / steps);
  for (size_t i = 0; i < leaving.size(); ++i) {
    ports[leaving[i].edge] = centre + step * (static_cast<double>(i) - steps / 2);
  }
}

Ports find_ports(const LayoutGraph& graph, const Layers& layers, const std::vector<double>& x) {
  std::vector<std::vector<Leaving>> below(graph.nodes.size());
  std::vector<std::vector<Leaving>> above(graph.nodes.size());
  for (uint32_t edge = 0; edge < graph.edges.size(); ++edge) {
    uint32_t upper = graph.edges[edge].from;
    uint32_t lower = graph.edges[edge].to;
    if (layers.is_reversed[edge]) std::swap(upper, lower);
    below[upper].push_back({x[layers.ways[edge].front()], edge});
    above[lower].push_back({x[layers.ways[edge].back()], edge});
  }
  Ports ports{std::vector<double>(graph.edges.size()), std::vector<double>(graph.edges.size())};
  for (size_t node = 0; node < graph.nodes.size(); ++node) {
    const double half_width = graph.nodes[node].box_right;
    spread(below[node], x[node], half_width, ports.upper);
    spread(above[node], x[node], half_width, ports.lower);
  }
  return ports;
}

// A place that a curve goes through, straight from `enter` to `leave`.
struct Gate {
  Point enter;
  Point leave;
  double slope = 0;  // sideways for each pixel down
};

// The slope between two links that go the same way; upright where the curve turns.
double slope_between(double before, double after, double height, double room) {
  if (before * after <= 0) return 0;
  const double mean = 2 * before * after / (before + after);
  const double most = room / std::max(1.0, height / 2);
  return std::clamp(mean, -most, most);
}

class Curve {
 public:
  explicit Curve(Point start) : points_{start} {}

  void straight_to(Point end) {
    const Point start = points_.back();
    if (std::abs(end.y - start.y) < 0.01) return;
    const auto between = [&](double share) {
      return Point{start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share};
    };
    points_.insert(points_.end(), {between(1 / 3.0), between(2 / 3.0), end});
  }

  void bend_to(Point end, double slope_here, double slope_there) {
    const Point start = points_.back();
    const double reach = (end.y - start.y) / 2;
    points_.push_back({start.x + slope_here * reach, start.y + reach});
    points_.push_back({end.x - slope_there * reach, end.y - reach});
    points_.push_back(end);
  }

  std::vector<Point> take() { return std::move(points_); }

 private:
  std::vector<Point> points_;
};

class Router {
 public:
  Router(const LayoutGraph& graph, const Layers& layers, const std::vector<Stripe>& stripes,
         const std::vector<double>& x)
      : graph_(graph),
        layers_(layers),
        stripes_(stripes),
        x_(x),
        ports_(find_ports(graph, layers, x)) {}

  LayoutRoute route(uint32_t edge) const {
    const std::vector<Gate> gates = gates_of(edge);
    Curve curve(gates.front().enter);
    curve.straight_to(gates.front().leave);
    for (size_t i = 1; i < gates.size(); ++i) {
      curve.bend_to(gates[i].enter, gates[i - 1].slope, gates[i].slope);
      curve.straight_to(gates[i].leave);
    }
    LayoutRoute route{curve.take(), label_of(edge)};
    if (layers_.is_reversed[edge]) std::ranges::reverse(route.points);
    return route;
  }

 private:
  const Stripe& stripe(uint32_t vertex) const { return stripes_[layers_.vertices[vertex].rank]; }

  Point label_of(uint32_t edge) const {
    for (const uint32_t vertex : layers_.ways[edge]) {
      if (layers_.vertices[vertex].kind == VertexKind::kLabel) {
        return {x_[vertex], stripe(vertex).middle()};
      }
    }
    return {};
  }

  // The arrow's head needs room at the callee.
  std::array<Gate, 2> ends_of(uint32_t edge) const {
    uint32_t upper = graph_.edges[edge].from;
    uint32_t lower = graph_.edges[edge].to;
    const bool is_reversed = layers_.is_reversed[edge];
    if (is_reversed) std::swap(upper, lower);
    const double begin = stripe(upper).middle() + graph_.nodes[upper].height / 2;
    const double end = stripe(lower).middle() - graph_.nodes[lower].height / 2;
    const double first = begin + (is_reversed ? kArrowPx : 0);
    const double last = end - (is_reversed ? 0 : kArrowPx);
    const double x = ports_.upper[edge];
    const double z = ports_.lower[edge];
    return {Gate{{x, first}, {x, std::max(first, stripe(upper).bottom())}, 0},
            Gate{{z, std::min(last, stripe(lower).top)}, {z, last}, 0}};
  }

  std::vector<Gate> gates_of(uint32_t edge) const {
    const auto [first, last] = ends_of(edge);
    std::vector<Gate> gates = {first};
    const std::vector<uint32_t>& way = layers_.ways[edge];
    for (size_t i = 0; i < way.size(); ++i) {
      const Point before = gates.back().leave;
      const Point after =
          i + 1 < way.size() ? Point{x_[way[i + 1]], stripe(way[i + 1]).top} : last.enter;
      gates.push_back(gate_of(way[i], before, after));
    }
    gates.push_back(last);
    return gates;
  }

  // A label gives way to its own edge.
  double slant_room(uint32_t vertex) const {
    const Vertex& at = layers_.vertices[vertex];
    return at.kind == VertexKind::kLabel ? std::max(at.left, kSlantRoomPx) : kSlantRoomPx;
  }

  Gate gate_of(uint32_t vertex, Point before, Point after) const {
    const Stripe& at = stripe(vertex);
    const double x = x_[vertex];
    const double slope =
        slope_between((x - before.x) / (at.top - before.y), (after.x - x) / (after.y - at.bottom()),
                      at.height, slant_room(vertex));
    const double shift = slope * at.height / 2;
    return {{x - shift, at.top}, {x + shift, at.bottom()}, slope};
  }

  const LayoutGraph& graph_;
  const Layers& layers_;
  const std::vector<Stripe>& stripes_;
  const std::vector<double>& x_;
  Ports ports_;
};

}  // namespace

std::vector<Stripe> stack_ranks(const LayoutGraph& graph, const Layers& layers, const Order& order,
                                const std::vector<double>& x) {
  std::vector<Stripe> stripes;
  double top = 0;
  for (const auto& rank : order) {
    stripes.push_back({top, stripe_height(graph, layers, rank)});
    const double gap = largest_shift(layers, rank, x) * kGapOfShift;
    top = stripes.back().bottom() + std::clamp(gap, kLeastGapPx, kMostGapPx);
  }
  return stripes;
}

std::vector<LayoutRoute> route_edges(const LayoutGraph& graph, const Layers& layers,
                                     const std::vector<Stripe>& stripes,
                                     const std::vector<double>& x) {
  const Router router(graph, layers, stripes, x);
  std::vector<LayoutRoute> routes;
  for (uint32_t edge = 0; edge < graph.edges.size(); ++edge) routes.push_back(router.route(edge));
  return routes;
}

}  // namespace jescope
