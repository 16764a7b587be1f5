// SPDX-License-Identifier: Apache-2.0
//
// Whether growth has stopped shortly before the end. Internal to `summarize`.
#pragma once

#include <span>

namespace jescope {

// Returns true when the last steps, at least a tenth of all and four, at most a
// quarter, fall short of the line through the values before by more than sampling
// and the scatter of single steps explain, and no stretch of as many steps before
// was as flat: what grows in bursts pauses more often. `change_variance` is the
// sampling variance of last - first; fewer than 17 values tell nothing.
bool has_stopped(std::span<const double> positions, std::span<const double> values,
                 double change_variance);

}  // namespace jescope
