// SPDX-License-Identifier: Apache-2.0
//
// When a growing total reaches a limit. Internal to `summarize`.
#pragma once

#include <span>

#include "jescope/summarize/trend.h"

namespace jescope {

// Extends the line of the second half of `total` from the last dump; the 95 %
// interval of its slope gives the range. A total that is level now never gets
// there at its present pace.
TrendLimit estimate_limit(const TrendSeries& total, int64_t limit_bytes,
                          std::span<const double> positions);

}  // namespace jescope
