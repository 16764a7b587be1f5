// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/limit.h"

#include <cmath>

namespace jescope {
namespace {

constexpr double kFarSpans = 10;  // further ahead than this, a line proves nothing

bool is_growing(TrendVerdict verdict) {
  return verdict == TrendVerdict::kLeakSuspect || verdict == TrendVerdict::kGrowing;
}

// The second half where it tells more than its few dumps' noise; else the whole.
const TrendSlope& present_slope(const TrendSeries& series) {
  return series.recent.low() > 0 ? series.recent : series.slope;
}

bool is_certain(const TrendSlope& slope) {
  return slope.low() > 0 && std::isfinite(slope.half_width);
}

// The lines are taken for independent.
TrendSlope slope_of_suspects(const std::vector<TrendRow>& rows) {
  TrendSlope sum;
  for (const TrendRow& row : rows) {
    const TrendSlope& slope = present_slope(row.bytes);
    if (row.verdict != TrendVerdict::kLeakSuspect || !is_certain(slope)) continue;
    sum.per_unit += slope.per_unit;
    sum.half_width = std::hypot(sum.half_width, slope.half_width);
  }
  return sum;
}

void extend(const TrendSlope& slope, double room, double span, TrendLimit& limit) {
  limit.expected = room / slope.per_unit;
  limit.soonest = room / slope.high();
  limit.latest = room / slope.low();
  const bool is_far = limit.expected > kFarSpans * span;
  limit.state = is_far ? TrendLimit::State::kFar : TrendLimit::State::kExpected;
}

}  // namespace

TrendLimit estimate_limit(const Trend& trend, int64_t limit_bytes) {
  TrendLimit limit;
  limit.limit_bytes = limit_bytes;
  const TrendSeries& total = trend.total.bytes;
  const double room = static_cast<double>(limit_bytes) - static_cast<double>(total.last.value);
  if (room <= 0) {
    limit.state = TrendLimit::State::kReached;
    return limit;
  }
  TrendSlope slope = present_slope(total);
  limit.by_suspects = !is_growing(total.verdict) || !is_certain(slope);
  if (limit.by_suspects) slope = slope_of_suspects(trend.rows);
  if (!is_certain(slope)) return {limit_bytes};
  extend(slope, room, trend.dumps.back().position - trend.dumps.front().position, limit);
  return limit;
}

}  // namespace jescope
