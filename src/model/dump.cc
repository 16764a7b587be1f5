// SPDX-License-Identifier: Apache-2.0
//
// Sums of counts, saturating: a damaged file may hold any numbers.
#include "jescope/model/dump.h"

#include <limits>

namespace jescope {
namespace {

uint64_t saturating_add(uint64_t left, uint64_t right) {
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  return right > kMost - left ? kMost : left + right;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  live_objects = saturating_add(live_objects, other.live_objects);
  live_bytes = saturating_add(live_bytes, other.live_bytes);
  total_objects = saturating_add(total_objects, other.total_objects);
  total_bytes = saturating_add(total_bytes, other.total_bytes);
  return *this;
}

}  // namespace jescope
