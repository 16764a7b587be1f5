// SPDX-License-Identifier: Apache-2.0
//
// Scales one pair (objects, bytes) at a time: the live one and the total one.
#include "jescope/normalize/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jescope {
namespace {

struct Pair {
  Estimate objects;
  Estimate bytes;
};

int64_t to_integer(double value) {
  constexpr auto kMost = static_cast<double>(std::numeric_limits<int64_t>::max());
  return value >= kMost ? std::numeric_limits<int64_t>::max()
                        : static_cast<int64_t>(std::llround(value));
}

// Returns the probability with which an object of `mean_bytes` was recorded.
double sampling_probability(double mean_bytes, Scaling scaling, uint64_t period_bytes) {
  const double periods = mean_bytes / static_cast<double>(period_bytes);
  switch (scaling) {
    case Scaling::kNone: return 1;
    case Scaling::kPoisson: return -std::expm1(-periods);
    case Scaling::kRatio: return std::min(1.0, periods);
  }
  return 1;
}

Pair scale_pair(uint64_t objects, uint64_t bytes, Scaling scaling, uint64_t period_bytes) {
  const bool exact = scaling == Scaling::kNone || period_bytes == 0 || objects == 0 || bytes == 0;
  if (exact) {
    return {{static_cast<int64_t>(objects), 0}, {static_cast<int64_t>(bytes), 0}};
  }
  const auto n = static_cast<double>(objects);
  const auto s = static_cast<double>(bytes);
  const double p = sampling_probability(s / n, scaling, period_bytes);
  const double object_variance = n * (1 - p) / (p * p);
  const double mean_bytes = s / n;
  return {{to_integer(n / p), object_variance},
          {to_integer(s / p), object_variance * mean_bytes * mean_bytes}};
}

}  // namespace

Values scale(const Counts& counts, Scaling scaling, uint64_t sample_period_bytes) {
  const Pair live =
      scale_pair(counts.live_objects, counts.live_bytes, scaling, sample_period_bytes);
  const Pair total =
      scale_pair(counts.total_objects, counts.total_bytes, scaling, sample_period_bytes);
  Values values;
  values[Metric::kInuseObjects] = live.objects;
  values[Metric::kInuseSpace] = live.bytes;
  values[Metric::kAllocObjects] = total.objects;
  values[Metric::kAllocSpace] = total.bytes;
  return values;
}

}  // namespace jescope
