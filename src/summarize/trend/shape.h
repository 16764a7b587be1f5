// SPDX-License-Identifier: Apache-2.0
//
// How a series of numbers behaves. The questions are asked of windows, no more
// than kTrendWindows, each the mean of neighbouring dumps: means have less
// noise, and pairs of them can be compared in bounded time. Internal to
// `summarize`.
#pragma once

#include <span>
#include <vector>

#include "jescope/summarize/trend.h"
#include "summarize/trend/sums.h"

namespace jescope {

inline constexpr size_t kTrendWindows = 48;

// Returns the means of at most `most` parts of `values`, in order.
std::vector<double> window_means(std::span<const double> values, size_t most);

// Returns Goodman and Kruskal's gamma of `values` against their order.
double monotone_score(std::span<const double> values);

// Returns `sums` with slope, steps, score and a verdict, which is not kChurn:
// that takes more than one metric to tell. Without `points`. `positions` are
// those of the dumps to judge by, the first ones of the series or all; the second
// half of these begins at `middle`.
TrendSeries describe_series(Metric metric, const SummedSeries& sums,
                            std::span<const double> positions, size_t middle);

}  // namespace jescope
