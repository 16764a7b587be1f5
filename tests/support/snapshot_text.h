// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "tests/support/profile_text.h"

namespace jescope {

/// One snapshot of several as a profile of its own.
inline Profile snapshot_alone(const Profile& profile, uint32_t snapshot) {
  Profile alone = profile;
  std::erase_if(alone.samples, [&](const Sample& sample) { return sample.snapshot != snapshot; });
  for (Sample& sample : alone.samples) sample.snapshot = 0;
  alone.snapshots.clear();
  return alone;
}

/// Folded text of each snapshot, in order, each after a line "-".
inline std::string snapshots_to_text(const Profile& profile) {
  std::string text;
  for (size_t i = 0; i < profile.snapshots.size(); ++i) {
    text += "-\n" + to_text(snapshot_alone(profile, static_cast<uint32_t>(i)));
  }
  return text;
}

}  // namespace jescope
