// SPDX-License-Identifier: Apache-2.0
//
// Fewer snapshots of a long series.
#pragma once

#include <cstddef>

#include "jescope/model/profile.h"

namespace jescope {

// What a view of many snapshots can hold.
struct SpreadLimits {
  size_t snapshots = 24;
  size_t samples = 100'000;  // of all snapshots together, unless there are but two
};

// Returns as many snapshots of `series` as the limits allow, spread evenly over it;
// the first and the last are always among them.
Profile take_spread(const Profile& series, const SpreadLimits& limits = {});

}  // namespace jescope
