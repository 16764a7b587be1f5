// SPDX-License-Identifier: Apache-2.0
//
// Every vertex wants to stand at the weighted mean of its neighbours. A rank is
// placed at once: of all places in its order and with its gaps, those with the
// least sum of weighted squares from what is wanted. With the gaps taken out,
// that is isotonic regression: vertices that would overlap form blocks, each at
// the mean of its members' wishes.
//
//   wanted      a     b c         d
//   blocks      a   [b  c]        d
#include "render/graph/place.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace jescope {
namespace {

constexpr double kNodeGapPx = 18;
constexpr double kWayGapPx = 7;
constexpr size_t kRoundsOneSided = 12;
constexpr size_t kRoundsBothSided = 48;
constexpr size_t kRoundsSparse = 40;
constexpr size_t kRoundsOfChains = 4;
constexpr size_t kRoundsOfParts = 3;
constexpr double kUprightPx = 4;          // links that shift less count as upright
constexpr size_t kMostWork = 60'000'000;  // rounds times vertices

enum class Side { kAbove, kBelow, kBoth };

// Vertices that touch each other.
struct Block {
  size_t first = 0;  // in the rank
  double wish = 0;   // weighted mean, with gaps taken out
  double weight = 0;
};

struct Wish {
  double x = 0;
  double weight = 0;
};

class Placer {
 public:
  Placer(const Layers& layers, const Order& order)
      : layers_(layers), order_(order), x_(layers.vertices.size()) {}

  std::vector<double> run() {
    for (const auto& rank : order_) pack(rank);
    const size_t work = layers_.vertices.size() + 1;
    const size_t most = std::max<size_t>(4, kMostWork / work / 16);
    for (size_t i = 0; i < std::min(most, kRoundsOneSided); ++i) {
      sweep(i % 2 == 0 ? Side::kAbove : Side::kBelow, i % 2 == 0);
    }
    for (size_t i = 0; i < std::min(most, kRoundsBothSided); ++i) sweep(Side::kBoth, i % 2 == 0);
    is_sparse_ = true;
    for (size_t i = 0; i < std::min(most, kRoundsSparse); ++i) sweep(Side::kBoth, i % 2 == 0);
    for (size_t i = 0; i < kRoundsOfChains; ++i) {
      if (i > 0) sweep(Side::kBoth, i % 2 == 0);
      straighten();
    }
    begin_at_zero();
    for (size_t i = 0; i < kRoundsOfParts; ++i) draw_parts_left();
    return std::move(x_);
  }

 private:
  double gap(uint32_t left, uint32_t right) const {
    const Vertex& a = layers_.vertices[left];
    const Vertex& b = layers_.vertices[right];
    const bool nodes = a.kind == VertexKind::kNode && b.kind == VertexKind::kNode;
    return a.right + b.left + (nodes ? kNodeGapPx : kWayGapPx);
  }

  void pack(const std::vector<uint32_t>& rank) {
    double x = 0;
    for (size_t i = 0; i < rank.size(); ++i) {
      if (i > 0) x += gap(rank[i - 1], rank[i]);
      x_[rank[i]] = x;
    }
  }

  // Squares spread a shift over many links; weights that fall with the shift
  // (iteratively reweighted squares) gather it in few, and the others get upright.
  double weight_of(const Link& link, double x) const {
    if (!is_sparse_) return link.weight;
    return link.weight / (kUprightPx + std::abs(x_[link.vertex] - x));
  }

  void add_links(const std::vector<Link>& links, double x, Wish& wish) const {
    for (const Link& link : links) {
      const double weight = weight_of(link, x);
      wish.x += weight * x_[link.vertex];
      wish.weight += weight;
    }
  }

  // A vertex without neighbours stays, unless others push it.
  Wish wish_of(uint32_t vertex, Side side) const {
    constexpr double kStay = 1e-6;
    Wish wish;
    if (side != Side::kBelow) add_links(layers_.up[vertex], x_[vertex], wish);
    if (side != Side::kAbove) add_links(layers_.down[vertex], x_[vertex], wish);
    if (wish.weight == 0) return {x_[vertex], kStay};
    return {wish.x / wish.weight, wish.weight};
  }

  void place_rank(const std::vector<uint32_t>& rank, Side side) {
    std::vector<double> offsets;
    std::vector<Block> blocks;
    double offset = 0;
    for (size_t i = 0; i < rank.size(); ++i) {
      if (i > 0) offset += gap(rank[i - 1], rank[i]);
      offsets.push_back(offset);
      const Wish wish = wish_of(rank[i], side);
      blocks.push_back({i, wish.x - offset, wish.weight});
      merge_back(blocks);
    }
    size_t block = 0;
    for (size_t i = 0; i < rank.size(); ++i) {
      if (block + 1 < blocks.size() && blocks[block + 1].first == i) ++block;
      x_[rank[i]] = blocks[block].wish + offsets[i];
    }
  }

  static void merge_back(std::vector<Block>& blocks) {
    while (blocks.size() > 1 && blocks[blocks.size() - 2].wish > blocks.back().wish) {
      const Block last = blocks.back();
      blocks.pop_back();
      Block& block = blocks.back();
      const double weight = block.weight + last.weight;
      block.wish = (block.wish * block.weight + last.wish * last.weight) / weight;
      block.weight = weight;
    }
  }

  void sweep(Side side, bool downwards) {
    for (size_t i = 0; i < order_.size(); ++i) {
      place_rank(order_[downwards ? i : order_.size() - 1 - i], side);
    }
  }

  // Vertices that only lead from one to the next, from above to below.
  std::vector<std::vector<uint32_t>> find_chains() const {
    const auto& up = layers_.up;
    const auto& down = layers_.down;
    const auto goes_on = [&](uint32_t vertex) {
      return down[vertex].size() == 1 && up[down[vertex][0].vertex].size() == 1;
    };
    std::vector<std::vector<uint32_t>> chains;
    for (uint32_t vertex = 0; vertex < x_.size(); ++vertex) {
      const bool begins = up[vertex].size() != 1 || !goes_on(up[vertex][0].vertex);
      if (!begins) continue;
      std::vector<uint32_t>& chain = chains.emplace_back(1, vertex);
      while (goes_on(chain.back())) chain.push_back(down[chain.back()][0].vertex);
    }
    return chains;
  }

  // Puts chains on one line, or on few, where their neighbours leave room.
  void straighten() {
    std::vector<size_t> place(layers_.vertices.size());
    for (const auto& rank : order_) {
      for (size_t i = 0; i < rank.size(); ++i) place[rank[i]] = i;
    }
    for (const auto& chain : find_chains()) {
      for (size_t begin = 0; begin < chain.size();) begin = straighten(chain, begin, place);
    }
  }

  // Where a vertex may stand between its neighbours.
  std::pair<double, double> room_of(uint32_t vertex, const std::vector<size_t>& place) const {
    constexpr double kFar = 1e12;
    const auto& rank = order_[layers_.vertices[vertex].rank];
    const size_t at = place[vertex];
    const double least = at == 0 ? -kFar : x_[rank[at - 1]] + gap(rank[at - 1], vertex);
    const double most = at + 1 == rank.size() ? kFar : x_[rank[at + 1]] - gap(vertex, rank[at + 1]);
    return {least, most};
  }

  // Returns where the part of the chain that has a line in common ends.
  size_t straighten(const std::vector<uint32_t>& chain, size_t begin,
                    const std::vector<size_t>& place) {
    auto [least, most] = room_of(chain[begin], place);
    double sum = x_[chain[begin]];
    size_t end = begin + 1;
    for (; end < chain.size(); ++end) {
      const auto [next_least, next_most] = room_of(chain[end], place);
      if (std::max(least, next_least) > std::min(most, next_most)) break;
      least = std::max(least, next_least);
      most = std::min(most, next_most);
      sum += x_[chain[end]];
    }
    // Vertices that touch leave no room at all, but for rounding.
    if (least > most) return end;
    const double x = std::clamp(sum / static_cast<double>(end - begin), least, most);
    for (size_t i = begin; i < end; ++i) x_[chain[i]] = x;
    return end;
  }

  void begin_at_zero() {
    double least = 1e12;
    for (size_t i = 0; i < x_.size(); ++i) {
      least = std::min(least, x_[i] - layers_.vertices[i].left);
    }
    for (double& x : x_) x -= least;
  }

  // Returns a number for each vertex, equal where links connect.
  std::vector<uint32_t> find_parts() const {
    std::vector<uint32_t> parts(x_.size(), UINT32_MAX);
    for (uint32_t start = 0; start < x_.size(); ++start) {
      std::vector<uint32_t> open = {start};
      while (!open.empty()) {
        const uint32_t vertex = open.back();
        open.pop_back();
        if (parts[vertex] != UINT32_MAX) continue;
        parts[vertex] = start;
        for (const Link& link : layers_.up[vertex]) open.push_back(link.vertex);
        for (const Link& link : layers_.down[vertex]) open.push_back(link.vertex);
      }
    }
    return parts;
  }

  // Nothing holds unconnected parts together, so each moves left as far as it can.
  void draw_parts_left() {
    const std::vector<uint32_t> parts = find_parts();
    std::vector<double> room(x_.size(), 1e12);
    for (const auto& rank : order_) {
      for (size_t i = 0; i < rank.size(); ++i) {
        const uint32_t vertex = rank[i];
        if (i > 0 && parts[rank[i - 1]] == parts[vertex]) continue;
        const double least =
            i == 0 ? layers_.vertices[vertex].left : x_[rank[i - 1]] + gap(rank[i - 1], vertex);
        room[parts[vertex]] = std::min(room[parts[vertex]], std::max(0.0, x_[vertex] - least));
      }
    }
    // What stands left of a part moves left, too, or stays: nothing overlaps.
    for (size_t i = 0; i < x_.size(); ++i) x_[i] -= room[parts[i]];
  }

  const Layers& layers_;
  const Order& order_;
  std::vector<double> x_;
  bool is_sparse_ = false;
};

}  // namespace

std::vector<double> place_vertices(const Layers& layers, const Order& order) {
  return Placer(layers, order).run();
}

}  // namespace jescope
