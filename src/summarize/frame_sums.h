// SPDX-License-Identifier: Apache-2.0
//
// What each frame holds itself, and with everything it calls. Internal to
// `summarize`.
#pragma once

#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

struct FrameSums {
  Estimate self;
  Estimate cumulative;  // a frame that recurs in a stack counts once there
};

// Returns the sums of all frames, by FrameId.
std::vector<FrameSums> sum_by_frame(const Profile& profile, Metric metric);

}  // namespace jescope
