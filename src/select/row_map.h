// SPDX-License-Identifier: Apache-2.0
//
// Carries stacks of one profile over to a builder, each row once. Internal to
// `select`.
#pragma once

#include <vector>

#include "jescope/model/profile_builder.h"

namespace jescope {

// Copies frames of `from` into `builder`, each once.
class FrameCopier {
 public:
  FrameCopier(const Profile& from, ProfileBuilder& builder)
      : from_(from), builder_(builder), copies_(from.frames.size()) {}

  FrameId copy(FrameId frame) {
    FrameId& copy = copies_[frame.row()];
    if (copy.is_none()) copy = builder_.copy_frame(from_, from_.frame(frame));
    return copy;
  }

 private:
  const Profile& from_;
  ProfileBuilder& builder_;
  std::vector<FrameId> copies_;
};

// Returns true for each row of `profile` that a sample's stack passes through.
inline std::vector<bool> used_rows(const Profile& profile) {
  std::vector<bool> used(profile.stacks.size());
  for (const Sample& sample : profile.samples) {
    for (FrameStacks::Row row = sample.stack; !row.is_none() && !used[row.row()];
         row = profile.stacks.parent(row)) {
      used[row.row()] = true;
    }
  }
  return used;
}

}  // namespace jescope
