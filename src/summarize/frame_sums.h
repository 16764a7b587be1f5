// SPDX-License-Identifier: Apache-2.0
//
// What each frame holds itself, and with everything it calls; the order of rows that tell
// it. Internal to `summarize`.
#pragma once

#include <optional>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/top_table.h"

namespace jescope {

struct FrameSums {
  Estimate self;
  Estimate cumulative;  // a frame that recurs in a stack counts once there
};

// Returns the sums of all frames, by FrameId.
std::vector<FrameSums> sum_by_frame(const Profile& profile, Metric metric);

// True when a row of `a` stands before one of `b`, false when behind; nothing where
// their names decide.
std::optional<bool> sums_come_before(const FrameSums& a, const FrameSums& b, TopOrder order);

}  // namespace jescope
