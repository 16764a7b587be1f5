// SPDX-License-Identifier: Apache-2.0
//
// jemalloc takes a backtrace in one place of its code, which it reaches by one
// or two more single places; before those stands the entry that the program
// called (malloc, calloc, ...), of which there are several:
//
//   +0x2a630  +0x2ad21  +0x95f24   +0x22045   Cache::insert ...
//   +0x2a630  +0x2ad21  +0x95f24   +0x255e1   load ...
//   '---- in every stack ------'   '-entry-'
//
// Only frames without names in the module of the first one are taken, and only
// when every stack begins in the same two places; and none where stacks begin at callers.
#include "select/nameless_allocator.h"

#include <algorithm>
#include <set>

namespace jescope {
namespace {

using Row = FrameStacks::Row;

// prof_backtrace_impl, prof_backtrace and prof_tctx_create of jemalloc 5.3;
// older versions have two.
constexpr size_t kMostCommonFrames = 3;
constexpr size_t kLeastCommonFrames = 2;

// Returns the stacks' innermost rows; those that jemalloc could not walk say
// nothing about it.
std::vector<Row> walked_stacks(const Profile& profile) {
  std::vector<Row> stacks;
  for (const Sample& sample : profile.samples) {
    if (sample.stack.is_none()) continue;
    const Frame& innermost = profile.frame(profile.stacks.element(sample.stack));
    if (profile.text(innermost.function) != kNoBacktrace) stacks.push_back(sample.stack);
  }
  return stacks;
}

// Returns the distinct frames at the innermost ends; none() for stacks that
// have ended. Moves each stack one frame outwards.
std::set<FrameId> next_frames(const Profile& profile, std::vector<Row>& stacks) {
  std::set<FrameId> frames;
  for (Row& row : stacks) {
    frames.insert(row.is_none() ? FrameId() : profile.stacks.element(row));
    if (!row.is_none()) row = profile.stacks.parent(row);
  }
  return frames;
}

bool is_nameless_in(const Profile& profile, FrameId frame, StringId module) {
  return !frame.is_none() && !is_named(profile.frame(frame)) &&
         profile.frame(frame).module == module;
}

}  // namespace

std::vector<bool> nameless_allocator_frames(const Profile& profile) {
  const std::vector<bool> none(profile.frames.size());
  if (profile.begins_at_callers) return none;
  std::vector<bool> found = none;
  std::vector<Row> stacks = walked_stacks(profile);
  StringId module;
  for (size_t common = 0; common <= kMostCommonFrames; ++common) {
    const std::set<FrameId> frames = next_frames(profile, stacks);
    if (frames.empty() || frames.begin()->is_none()) return none;
    if (common == 0) module = profile.frame(*frames.begin()).module;
    const bool is_common = frames.size() == 1 && is_nameless_in(profile, *frames.begin(), module);
    if (!is_common && common < kLeastCommonFrames) return none;
    if (is_common && common == kMostCommonFrames) break;
    for (const FrameId frame : frames) {
      if (is_nameless_in(profile, frame, module)) found[frame.row()] = true;
    }
    if (!is_common) break;
  }
  return found;
}

}  // namespace jescope
