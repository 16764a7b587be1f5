// SPDX-License-Identifier: Apache-2.0
//
// When a total reaches a limit. Internal to `summarize`.
#pragma once

#include "jescope/summarize/trend.h"

namespace jescope {

// Extends the line of the second half of the total, in bytes, from the last dump;
// the 95 % interval of its slope gives the range. Where the total does not grow
// for certain but leak suspects do, the sum of their lines is extended. Needs the
// total, the dumps and all rows.
TrendLimit estimate_limit(const Trend& trend, int64_t limit_bytes);

}  // namespace jescope
