// SPDX-License-Identifier: Apache-2.0
//
// Names of the metrics and saturating sums of estimates.
#include "jescope/model/values.h"

#include <algorithm>
#include <limits>

namespace jescope {
namespace {

int64_t saturating_add(int64_t left, int64_t right) {
  int64_t sum = 0;
  if (!__builtin_add_overflow(left, right, &sum)) return sum;
  return right < 0 ? std::numeric_limits<int64_t>::min() : std::numeric_limits<int64_t>::max();
}

}  // namespace

std::string_view metric_name(Metric metric) {
  switch (metric) {
    case Metric::kInuseSpace: return "inuse_space";
    case Metric::kInuseObjects: return "inuse_objects";
    case Metric::kAllocSpace: return "alloc_space";
    case Metric::kAllocObjects: return "alloc_objects";
  }
  return "";
}

std::string_view metric_words(Metric metric) {
  switch (metric) {
    case Metric::kInuseSpace: return "live bytes";
    case Metric::kInuseObjects: return "live objects";
    case Metric::kAllocSpace: return "allocated bytes";
    case Metric::kAllocObjects: return "allocated objects";
  }
  return "";
}

std::string_view metric_title(Metric metric) {
  switch (metric) {
    case Metric::kAllocSpace: return "bytes allocated since the start";
    case Metric::kAllocObjects: return "objects allocated since the start";
    default: return metric_words(metric);
  }
}

Estimate& Estimate::operator+=(const Estimate& other) {
  value = saturating_add(value, other.value);
  variance += other.variance;
  return *this;
}

bool Values::empty() const {
  return std::all_of(estimates.begin(), estimates.end(),
                     [](const Estimate& estimate) { return estimate.value == 0; });
}

Values& Values::operator+=(const Values& other) {
  for (size_t i = 0; i < estimates.size(); ++i) estimates[i] += other.estimates[i];
  return *this;
}

}  // namespace jescope
