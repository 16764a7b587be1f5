// SPDX-License-Identifier: Apache-2.0
//
// Carries profiles over to one builder. Internal to `combine`.
#pragma once

#include <span>
#include <vector>

#include "jescope/model/profile_builder.h"

namespace jescope {

// Returns what all profiles have together: modules, the first one's period, but
// neither samples nor snapshots.
Profile common_heading(std::span<const Profile> profiles);

// Enters all stacks of `from`; returns the builder's row for each of its rows.
std::vector<FrameStacks::Row> copy_stacks(const Profile& from, ProfileBuilder& builder);

}  // namespace jescope
