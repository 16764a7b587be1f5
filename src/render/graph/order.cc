// SPDX-License-Identifier: Apache-2.0
//
// Sweeps go down and up in turn: a rank is sorted by where its neighbours on
// the rank before stand, by their median or by their mean.
#include "render/graph/order.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace jescope {
namespace {

constexpr size_t kMostSweeps = 32;
constexpr size_t kSweepsWithoutGain = 8;
constexpr size_t kMostExchangeRounds = 12;
constexpr size_t kMostWork = 20'000'000;  // sweeps times links

constexpr size_t kManyLinks = 200'000;  // for which one beginning has to do

enum class SortBy { kMedian, kMean };
enum class Side { kAbove, kBelow };
enum class Walk { kHeaviestFirst, kHeaviestLast };

constexpr std::pair<Side, Walk> kBeginnings[] = {{Side::kAbove, Walk::kHeaviestFirst},
                                                 {Side::kBelow, Walk::kHeaviestFirst},
                                                 {Side::kAbove, Walk::kHeaviestLast},
                                                 {Side::kBelow, Walk::kHeaviestLast}};

using Neighbours = std::vector<std::vector<Link>>;

// The order in which a walk from above (or below) comes to the vertices.
class FirstOrder {
 public:
  FirstOrder(const Layers& layers, Side side, Walk walk)
      : layers_(layers), side_(side), walk_(walk), seen_(layers.vertices.size()) {}

  Order run() {
    order_.resize(layers_.rank_count);
    const Neighbours& before = side_ == Side::kAbove ? layers_.up : layers_.down;
    for (uint32_t vertex = 0; vertex < layers_.vertices.size(); ++vertex) {
      if (before[vertex].empty()) walk(vertex);
    }
    return std::move(order_);
  }

 private:
  void walk(uint32_t start) {
    const Neighbours& after = side_ == Side::kAbove ? layers_.down : layers_.up;
    std::vector<uint32_t> open = {start};
    while (!open.empty()) {
      const uint32_t vertex = open.back();
      open.pop_back();
      if (seen_[vertex]) continue;
      seen_[vertex] = true;
      order_[layers_.vertices[vertex].rank].push_back(vertex);
      for (const Link& link : after[vertex]) open.push_back(link.vertex);
      if (walk_ == Walk::kHeaviestFirst) {
        std::reverse(open.end() - static_cast<ptrdiff_t>(after[vertex].size()), open.end());
      }
    }
  }

  const Layers& layers_;
  Side side_;
  Walk walk_;
  std::vector<bool> seen_;
  Order order_;
};

class Sweeper {
 public:
  Sweeper(const Layers& layers, Order order, SortBy sort_by)
      : layers_(layers),
        order_(std::move(order)),
        sort_by_(sort_by),
        place_(layers.vertices.size()) {
    for (const auto& rank : order_) renumber(rank);
  }

  // Returns the best order seen, and its crossings.
  std::pair<Order, size_t> run(size_t most_sweeps) {
    exchange_all();
    std::pair<Order, size_t> best = {order_, count_crossings(layers_, order_)};
    size_t without_gain = 0;
    for (size_t i = 0; i < most_sweeps && without_gain < kSweepsWithoutGain; ++i) {
      if (best.second == 0) break;
      sweep(i % 2 == 0 ? Side::kAbove : Side::kBelow, (i / 2) % 2 == 1);
      exchange_all((i / 4) % 2 == 1);
      const size_t crossings = count_crossings(layers_, order_);
      ++without_gain;
      if (crossings >= best.second) continue;
      best = {order_, crossings};
      without_gain = 0;
    }
    return best;
  }

 private:
  void renumber(const std::vector<uint32_t>& rank) {
    for (size_t i = 0; i < rank.size(); ++i) place_[rank[i]] = static_cast<double>(i);
  }

  void sweep(Side side, bool turns_equal) {
    const Neighbours& neighbours = side == Side::kAbove ? layers_.up : layers_.down;
    for (size_t i = 1; i < order_.size(); ++i) {
      sort_rank(order_[side == Side::kAbove ? i : order_.size() - 1 - i], neighbours, turns_equal);
    }
  }

  double middle(const std::vector<Link>& links) const {
    std::vector<double> places;
    for (const Link& link : links) places.push_back(place_[link.vertex]);
    if (sort_by_ == SortBy::kMean) {
      return std::accumulate(places.begin(), places.end(), 0.0) /
             static_cast<double>(places.size());
    }
    std::ranges::sort(places);
    const size_t half = places.size() / 2;
    if (places.size() % 2 == 1) return places[half];
    if (places.size() == 2) return (places[0] + places[1]) / 2;
    const double left = places[half - 1] - places.front();
    const double right = places.back() - places[half];
    if (left + right == 0) return places[half];
    return (places[half - 1] * right + places[half] * left) / (left + right);
  }

  // Vertices without neighbours stay where they are.
  void sort_rank(std::vector<uint32_t>& rank, const Neighbours& neighbours, bool turns_equal) {
    std::vector<std::pair<double, uint32_t>> movable;
    for (const uint32_t vertex : rank) {
      if (!neighbours[vertex].empty()) movable.emplace_back(middle(neighbours[vertex]), vertex);
    }
    if (turns_equal) std::ranges::reverse(movable);
    std::ranges::stable_sort(movable, {}, &std::pair<double, uint32_t>::first);
    auto next = movable.begin();
    for (uint32_t& vertex : rank) {
      if (!neighbours[vertex].empty()) vertex = (next++)->second;
    }
    renumber(rank);
  }

  // Crossings between the links of two vertices when `left` stands left.
  size_t crossings_of(const Neighbours& neighbours, uint32_t left, uint32_t right) const {
    size_t crossings = 0;
    for (const Link& a : neighbours[left]) {
      for (const Link& b : neighbours[right]) crossings += place_[a.vertex] > place_[b.vertex];
    }
    return crossings;
  }

  // `takes_equal`: exchanges also what makes no difference here but may elsewhere.
  bool exchange_rank(std::vector<uint32_t>& rank, bool takes_equal) {
    bool has_gain = false;
    for (size_t i = 0; i + 1 < rank.size(); ++i) {
      const uint32_t left = rank[i];
      const uint32_t right = rank[i + 1];
      const size_t now =
          crossings_of(layers_.up, left, right) + crossings_of(layers_.down, left, right);
      if (now == 0) continue;
      const size_t then =
          crossings_of(layers_.up, right, left) + crossings_of(layers_.down, right, left);
      if (takes_equal ? then > now : then >= now) continue;
      has_gain |= then < now;
      std::swap(rank[i], rank[i + 1]);
      std::swap(place_[left], place_[right]);
    }
    return has_gain;
  }

  void exchange_all(bool takes_equal = false) {
    bool has_gain = true;
    for (size_t round = 0; has_gain && round < kMostExchangeRounds; ++round) {
      has_gain = false;
      for (auto& rank : order_) has_gain |= exchange_rank(rank, takes_equal && round == 0);
    }
  }

  const Layers& layers_;
  Order order_;
  SortBy sort_by_;
  std::vector<double> place_;  // of vertices, within their rank
};

size_t link_count(const Layers& layers) {
  size_t count = 1;
  for (const auto& links : layers.down) count += links.size();
  return count;
}

}  // namespace

Order reduce_crossings(const Layers& layers) {
  const size_t links = link_count(layers);
  const size_t sweeps = std::min(kMostSweeps, kMostWork / links / 64);
  std::pair<Order, size_t> best = {{}, SIZE_MAX};
  for (const auto& [side, walk] : kBeginnings) {
    const Order first = FirstOrder(layers, side, walk).run();
    for (const SortBy sort_by : {SortBy::kMedian, SortBy::kMean}) {
      std::pair<Order, size_t> found = Sweeper(layers, first, sort_by).run(sweeps);
      if (found.second < best.second) best = std::move(found);
      if (links > kManyLinks) return best.first;
    }
  }
  return best.first;
}

}  // namespace jescope
