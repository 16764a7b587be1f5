// SPDX-License-Identifier: Apache-2.0
#include "render/signed_numbers.h"

#include "render/numbers.h"

namespace jescope {

std::string format_change(int64_t change, Metric metric, ByteUnit unit) {
  const std::string text = format_value(change, metric, unit);
  return change > 0 ? "+" + text : text;
}

std::string format_change_percent(const Change& change) {
  const auto before = static_cast<double>(change.before.value);
  if (before <= 0) return "-";
  // Not the difference of two integers, which may not fit one.
  const double growth = static_cast<double>(change.after.value) - before;
  const std::string text = format_percent(growth, before);
  return growth > 0 ? "+" + text : text;
}

Estimate as_estimate(const Change& change) {
  return {change.value(), change.variance};
}

}  // namespace jescope
