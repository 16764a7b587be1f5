// SPDX-License-Identifier: Apache-2.0
//
// Formats values by their metric's unit.
#include "render/numbers.h"

#include "jescope/base/rounded.h"

namespace jescope {

std::string format_value(int64_t value, Metric metric, ByteUnit unit) {
  return unit_of(metric) == Unit::kBytes ? format_bytes(value, unit) : format_count(value);
}

std::string format_sigma(const Estimate& estimate, Metric metric, ByteUnit unit) {
  if (estimate.variance == 0) return "-";
  return format_value(plain_sigma(estimate), metric, unit);
}

int64_t plain_sigma(const Estimate& estimate) {
  return rounded(estimate.sigma());
}

}  // namespace jescope
