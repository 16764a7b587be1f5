// SPDX-License-Identifier: Apache-2.0
//
// Two snapshots of a profile, stack by stack.
#pragma once

#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

// One stack's values on both sides; zero where a side lacks the stack.
struct TwoSides {
  FrameStacks::Row stack;  // none(): the stack without frames
  Values before;
  Values after;
};

// Returns each distinct stack of the snapshots `before` and `after` of
// `profile`, in order of first appearance.
std::vector<TwoSides> pair_up(const Profile& profile, uint32_t before = 0, uint32_t after = 1);

}  // namespace jescope
