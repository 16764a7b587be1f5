// SPDX-License-Identifier: Apache-2.0
//
// Estimates as the tables print them. Internal to `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/model/values.h"

namespace jescope {

// Returns a value in the metric's unit: "1.5 MiB" or "1,234".
std::string format_value(int64_t value, Metric metric, ByteUnit unit);

// Returns one standard deviation in the metric's unit; "-" where every
// allocation was recorded and there is none.
std::string format_sigma(const Estimate& estimate, Metric metric, ByteUnit unit);

// Returns the standard deviation in plain units, rounded.
int64_t plain_sigma(const Estimate& estimate);

}  // namespace jescope
