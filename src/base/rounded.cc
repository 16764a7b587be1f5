// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/rounded.h"

#include <cmath>

namespace jescope {

int64_t rounded(double value) {
  constexpr auto kMost = static_cast<double>(INT64_MAX);
  if (value >= kMost) return INT64_MAX;
  if (value <= -kMost) return INT64_MIN;
  return std::llround(value);
}

}  // namespace jescope
