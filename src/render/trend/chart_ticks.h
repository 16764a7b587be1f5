// SPDX-License-Identifier: Apache-2.0
//
// Where the lines of an axis stand. Internal to `render`.
#pragma once

#include <vector>

#include "jescope/model/values.h"

namespace jescope {

// Returns round values from `low` to `high`, at most `most` of them: multiples
// of a power of two for bytes, else of 1, 2 or 5 times a power of ten. Empty
// when there is no range.
std::vector<double> axis_ticks(double low, double high, size_t most, Unit unit);

}  // namespace jescope
