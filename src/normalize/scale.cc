// SPDX-License-Identifier: Apache-2.0
//
// Scales one pair (objects, bytes) at a time: the live one and the total one.
#include "jescope/normalize/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jescope {
namespace {

// An estimate before rounding.
struct Exact {
  double value = 0;
  double variance = 0;
};

struct Pair {
  Exact objects;
  Exact bytes;
};

// Rounds and leaves the rest in `carry`. Beyond 2^53 there is no rest.
int64_t round_with_carry(double value, double& carry) {
  constexpr auto kMost = static_cast<double>(std::numeric_limits<int64_t>::max());
  if (value + carry >= kMost) return std::numeric_limits<int64_t>::max();
  const double rounded = std::max(0.0, std::round(value + carry));
  carry += value - rounded;
  return static_cast<int64_t>(rounded);
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
  const auto n = static_cast<double>(objects);
  const auto s = static_cast<double>(bytes);
  const bool exact = scaling == Scaling::kNone || period_bytes == 0 || objects == 0 || bytes == 0;
  if (exact) return {{n, 0}, {s, 0}};
  const double mean_bytes = s / n;
  const double p = sampling_probability(mean_bytes, scaling, period_bytes);
  const double object_variance = n * (1 - p) / (p * p);
  return {{n / p, object_variance}, {s / p, object_variance * mean_bytes * mean_bytes}};
}

}  // namespace

Values Scaler::scale(const Counts& counts) {
  const Pair live =
      scale_pair(counts.live_objects, counts.live_bytes, scaling_, sample_period_bytes_);
  const Pair total =
      scale_pair(counts.total_objects, counts.total_bytes, scaling_, sample_period_bytes_);
  Values values;
  // What is certain is taken as it is: a double would round it beyond 2^53.
  const auto set = [&](Metric metric, uint64_t counter, const Exact& exact) {
    double& carry = carries_[static_cast<size_t>(metric)];
    const bool is_certain = exact.variance == 0;
    const int64_t value =
        is_certain ? static_cast<int64_t>(counter) : round_with_carry(exact.value, carry);
    values[metric] = {value, exact.variance};
  };
  set(Metric::kInuseObjects, counts.live_objects, live.objects);
  set(Metric::kInuseSpace, counts.live_bytes, live.bytes);
  set(Metric::kAllocObjects, counts.total_objects, total.objects);
  set(Metric::kAllocSpace, counts.total_bytes, total.bytes);
  return values;
}

Values scale(const Counts& counts, Scaling scaling, uint64_t sample_period_bytes) {
  return Scaler(scaling, sample_period_bytes).scale(counts);
}

}  // namespace jescope
