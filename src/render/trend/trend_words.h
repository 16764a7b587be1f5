// SPDX-License-Identifier: Apache-2.0
//
// A trend's numbers and findings in words. Internal to `render`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jescope/base/units.h"
#include "jescope/summarize/trend.h"

namespace jescope {

// Returns a growth with its sign: "+1.5 MiB", "-3", "0 B".
std::string format_growth(int64_t growth, Metric metric, ByteUnit unit);

// What a slope is shown per, and how many units of the axis that is.
struct SlopeUnit {
  std::string_view name;  // "dump", "hour", "GiB allocated"
  double axis_units = 1;
};

SlopeUnit slope_unit(TrendAxis axis);

// Returns the slope with its interval: "1.5 MiB ± 0.1 MiB".
std::string format_slope(const TrendSlope& slope, TrendAxis axis, Metric metric, ByteUnit unit);

// True where a series grows and the pace of its second half, which is then the one
// that is shown, differs from that of the whole.
bool has_new_pace(const TrendSeries& series);

// Returns the slope that is shown of a series.
const TrendSlope& shown_slope(const TrendSeries& series);

// Returns a series' slope; "now 4.2 MiB ± 0.1 MiB", of its second half, where it
// grows and that half's pace is another one.
std::string format_pace(const TrendSeries& series, TrendAxis axis, ByteUnit unit);

// Returns "19 dumps, 0 to 18; live bytes 46.1 MiB → 275.1 MiB (+229.0 MiB)".
std::string series_line(const Trend& trend, ByteUnit unit);

// Returns when the limit is reached, in a sentence; empty without a limit.
std::string limit_sentence(const Trend& trend, ByteUnit unit);

}  // namespace jescope
