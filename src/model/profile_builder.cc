// SPDX-License-Identifier: Apache-2.0
//
// Interns frames and stacks and adds up samples. A stack's sample is found by
// its row, so equal stacks of a snapshot meet whatever the order they come in.
#include "jescope/model/profile_builder.h"

#include <limits>

#include "jescope/base/hash.h"

namespace jescope {
namespace {

constexpr uint32_t kNoSample = std::numeric_limits<uint32_t>::max();

uint64_t hash(const Frame& frame) {
  const uint64_t names = mix_hash(frame.function.raw(), frame.file.raw());
  const uint64_t place = mix_hash(frame.module.raw(), frame.offset);
  return mix_hash(mix_hash(names, place), (uint64_t{frame.line} << 1) | frame.inlined);
}

}  // namespace

ProfileBuilder::ProfileBuilder(const Profile& like) : sample_without_frames_(kNoSample) {
  profile_.granularity = like.granularity;
  profile_.sample_period_bytes = like.sample_period_bytes;
  profile_.has_totals = like.has_totals;
  profile_.begins_at_callers = like.begins_at_callers;
  profile_.modules = like.modules;
  profile_.snapshots = like.snapshots;
  profile_.baseline = like.baseline;
  profile_.samples.reserve(like.samples.size());  // most stages make no more of them
}

FrameId ProfileBuilder::intern(const Frame& frame) {
  std::vector<Frame>& frames = profile_.frames;
  const auto next = static_cast<uint32_t>(frames.size());
  const uint32_t row =
      frame_index_.find_or_add(hash(frame), next, [&](uint32_t r) { return frames[r] == frame; });
  if (row == next) frames.push_back(frame);
  return FrameId(row);
}

FrameId ProfileBuilder::copy_frame(const Profile& from, const Frame& frame) {
  Frame copy = frame;
  copy.function = intern(from.text(frame.function));
  copy.file = intern(from.text(frame.file));
  copy.module = intern(from.text(frame.module));
  return intern(copy);
}

void ProfileBuilder::add(FrameStacks::Row stack, const Values& values, uint32_t snapshot) {
  if (sample_of_row_.size() < profile_.stacks.size()) {
    sample_of_row_.resize(profile_.stacks.size(), kNoSample);
  }
  uint32_t& sample = stack.is_none() ? sample_without_frames_ : sample_of_row_[stack.row()];
  if (sample == kNoSample || profile_.samples[sample].snapshot != snapshot) {
    sample = static_cast<uint32_t>(profile_.samples.size());
    profile_.samples.push_back({stack, {}, snapshot});
  }
  profile_.samples[sample].values += values;
}

void ProfileBuilder::add(std::span<const FrameId> outermost_first, const Values& values) {
  FrameStacks::Row stack;
  for (const FrameId frame : outermost_first) stack = child(stack, frame);
  add(stack, values);
}

}  // namespace jescope
