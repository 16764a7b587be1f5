// SPDX-License-Identifier: Apache-2.0
//
// Builds a Profile: equal strings, frames and stacks are entered once, samples
// of equal stacks are added up. Every stage that makes a new Profile from
// another goes through here, so a Profile is always in its smallest form.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

class ProfileBuilder {
 public:
  // Starts with no samples and the granularity, period and modules of `like`.
  explicit ProfileBuilder(const Profile& like);

  StringId intern(std::string_view text) { return profile_.strings.intern(text); }
  FrameId intern(const Frame& frame);

  // Adds `values` to the stack.
  void add(std::span<const FrameId> outermost_first, const Values& values);

  // Returns the profile; the builder is empty afterwards.
  Profile take() { return std::move(profile_); }

 private:
  Profile profile_;
  Interner frame_index_;
  std::vector<uint32_t> sample_of_row_;  // by stack row, kNoSample: none
  uint32_t sample_without_frames_;
};

}  // namespace jescope
