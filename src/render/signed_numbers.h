// SPDX-License-Identifier: Apache-2.0
//
// Changes as the tables print them, with a sign. Internal to `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/model/change.h"

namespace jescope {

// Returns "+1.5 MiB", "-3.0 MiB" or, of nothing, "0 B".
std::string format_change(int64_t change, Metric metric, ByteUnit unit);

// Returns the change against what was before: "+8.1%"; "-" where that is nothing.
std::string format_change_percent(const Change& change);

// The change as an estimate of its own, for the printing of its error.
Estimate as_estimate(const Change& change);

}  // namespace jescope
