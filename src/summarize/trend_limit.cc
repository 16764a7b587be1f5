// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend_limit.h"

#include <cmath>

namespace jescope {
namespace {

constexpr double kFarSpans = 10;  // further ahead than this, a line proves nothing

bool is_growing(TrendVerdict verdict) {
  return verdict == TrendVerdict::kLeakSuspect || verdict == TrendVerdict::kGrowing;
}

// The second half where it tells more than its few dumps' noise; else the whole.
const TrendSlope& present_slope(const TrendSeries& total) {
  return total.recent.low() > 0 ? total.recent : total.slope;
}

}  // namespace

TrendLimit estimate_limit(const TrendSeries& total, int64_t limit_bytes,
                          std::span<const double> positions) {
  TrendLimit limit;
  limit.limit_bytes = limit_bytes;
  const double room = static_cast<double>(limit_bytes) - static_cast<double>(total.last.value);
  const TrendSlope& slope = present_slope(total);
  if (room <= 0) {
    limit.state = TrendLimit::State::kReached;
    return limit;
  }
  if (!is_growing(total.verdict) || slope.low() <= 0) return limit;
  limit.expected = room / slope.per_unit;
  limit.soonest = room / slope.high();
  limit.latest = room / slope.low();
  const bool is_far = limit.expected > kFarSpans * (positions.back() - positions.front());
  limit.state = is_far ? TrendLimit::State::kFar : TrendLimit::State::kExpected;
  return limit;
}

}  // namespace jescope
