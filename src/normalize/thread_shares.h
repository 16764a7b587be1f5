// SPDX-License-Identifier: Apache-2.0
//
// Shares of threads in what a record holds. Internal to `normalize`.
#pragma once

#include <span>
#include <vector>

#include "jescope/model/values.h"

namespace jescope {

// Returns the parts of `whole`, in proportion to `weights`, one or more; their
// sum is `whole`. Where all weights are zero the first gets everything.
std::vector<Values> share_out(const Values& whole, std::span<const Values> weights);

}  // namespace jescope
