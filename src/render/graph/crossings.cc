// SPDX-License-Identifier: Apache-2.0
//
// Two links between the same ranks cross where one begins left of the other
// and ends right of it: inversions, counted with a tree of sums (W. Barth and
// others, "Simple and Efficient Bilayer Cross Counting", 2002).
#include <algorithm>

#include "render/graph/order.h"

namespace jescope {
namespace {

// Numbers counted by place, and how many stand right of a place.
class PlaceCounts {
 public:
  explicit PlaceCounts(size_t places) : sums_(places + 1) {}

  void add(size_t place) {
    ++total_;
    for (size_t i = place + 1; i < sums_.size(); i += i & (~i + 1)) ++sums_[i];
  }

  size_t right_of(size_t place) const {
    size_t sum = 0;
    for (size_t i = place + 1; i > 0; i -= i & (~i + 1)) sum += sums_[i];
    return total_ - sum;
  }

 private:
  std::vector<size_t> sums_;
  size_t total_ = 0;
};

size_t count_below(const Layers& layers, const std::vector<uint32_t>& upper,
                   const std::vector<uint32_t>& lower, std::vector<size_t>& place) {
  for (size_t i = 0; i < lower.size(); ++i) place[lower[i]] = i;
  PlaceCounts counts(lower.size());
  size_t crossings = 0;
  for (const uint32_t vertex : upper) {
    for (const Link& link : layers.down[vertex]) crossings += counts.right_of(place[link.vertex]);
    for (const Link& link : layers.down[vertex]) counts.add(place[link.vertex]);
  }
  return crossings;
}

}  // namespace

size_t count_crossings(const Layers& layers, const Order& order) {
  std::vector<size_t> place(layers.vertices.size());
  size_t crossings = 0;
  for (size_t rank = 0; rank + 1 < order.size(); ++rank) {
    crossings += count_below(layers, order[rank], order[rank + 1], place);
  }
  return crossings;
}

}  // namespace jescope
