// SPDX-License-Identifier: Apache-2.0
//
// The straight line through a series. Internal to `summarize`.
#pragma once

#include <span>

#include "jescope/summarize/trend.h"

namespace jescope {

// Returns the least-squares slope of `values` at `positions` (as many, in
// ascending order) and its 95 % interval, as TrendSlope tells it;
// `change_variance` is the sampling variance of last - first.
TrendSlope fit_slope(std::span<const double> positions, std::span<const double> values,
                     double change_variance);

// Returns the 97.5 % quantile of Student's t with `degrees` of freedom, which
// are at least 1.
double student_t(size_t degrees);

}  // namespace jescope
