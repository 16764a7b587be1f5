// SPDX-License-Identifier: Apache-2.0
//
// Formats values by their metric's unit.
#include "render/numbers.h"

#include <cmath>
#include <limits>

namespace jescope {

std::string format_value(int64_t value, Metric metric, ByteUnit unit) {
  return unit_of(metric) == Unit::kBytes ? format_bytes(value, unit) : format_count(value);
}

std::string format_sigma(const Estimate& estimate, Metric metric, ByteUnit unit) {
  if (estimate.variance == 0) return "-";
  return format_value(plain_sigma(estimate), metric, unit);
}

int64_t plain_sigma(const Estimate& estimate) {
  const double sigma = std::round(estimate.sigma());
  constexpr auto kMost = static_cast<double>(std::numeric_limits<int64_t>::max());
  return sigma >= kMost ? std::numeric_limits<int64_t>::max() : static_cast<int64_t>(sigma);
}

}  // namespace jescope
