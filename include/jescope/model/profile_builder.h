// SPDX-License-Identifier: Apache-2.0
//
// Builds a Profile: equal strings, frames and stacks are entered once, samples
// of equal stacks are added up. Every stage that makes a new Profile from
// another goes through here, so a Profile is always in its smallest form.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

class ProfileBuilder {
 public:
  // Starts with no samples and the granularity, period, modules, snapshots and
  // baseline of `like`.
  explicit ProfileBuilder(const Profile& like);

  StringId intern(std::string_view text) { return profile_.strings.intern(text); }
  FrameId intern(const Frame& frame);

  // Enters a frame of another profile.
  FrameId copy_frame(const Profile& from, const Frame& frame);

  // Returns the stack that is `parent` with `frame` called innermost. Walking
  // another table's rows in order costs one call a row, not one a frame of
  // every stack.
  FrameStacks::Row child(FrameStacks::Row parent, FrameId frame) {
    return profile_.stacks.child(parent, frame);
  }

  // The same for a caller who knows that this stack is new: faster.
  FrameStacks::Row new_child(FrameStacks::Row parent, FrameId frame) {
    return profile_.stacks.append(parent, frame);
  }

  // Adds `values` to the stack; none() is the stack without frames. Snapshots
  // are added one after the other, in ascending order.
  void add(FrameStacks::Row stack, const Values& values, uint32_t snapshot = 0);
  void add(std::span<const FrameId> outermost_first, const Values& values);

  // Returns the profile; the builder is empty afterwards.
  Profile take() { return std::move(profile_); }

 private:
  Profile profile_;
  Interner frame_index_;
  std::vector<uint32_t> sample_of_row_;  // by stack row
  uint32_t sample_without_frames_;
};

}  // namespace jescope
