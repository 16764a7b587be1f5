// SPDX-License-Identifier: Apache-2.0
//
// Two profiles written as folded text, as the snapshots of one.
#pragma once

#include <string_view>

#include "jescope/model/profile_builder.h"
#include "tests/support/snapshot_text.h"

namespace jescope {

inline Profile side_by_side(std::string_view before, std::string_view after,
                            Granularity granularity = Granularity::kAddress) {
  Profile heading;
  heading.granularity = granularity;
  heading.snapshots.resize(2);
  ProfileBuilder builder(heading);
  uint32_t snapshot = 0;
  for (const Profile& profile : {profile_of(before), profile_of(after)}) {
    for (const Sample& sample : profile.samples) {
      FrameStacks::Row row;
      for (const FrameId frame : profile.stacks.outermost_first(sample.stack)) {
        row = builder.child(row, builder.copy_frame(profile, profile.frame(frame)));
      }
      builder.add(row, sample.values, snapshot);
    }
    ++snapshot;
  }
  return builder.take();
}

}  // namespace jescope
