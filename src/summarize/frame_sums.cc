// SPDX-License-Identifier: Apache-2.0
//
// Adds up samples by frame. A frame that recurs in a stack counts once there.
#include "summarize/frame_sums.h"

namespace jescope {

std::vector<FrameSums> sum_by_frame(const Profile& profile, Metric metric) {
  std::vector<FrameSums> sums(profile.frames.size());
  std::vector<size_t> last_sample(profile.frames.size(), SIZE_MAX);
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    const Estimate& estimate = profile.samples[i].values[metric];
    const FrameStacks::Row innermost = profile.samples[i].stack;
    if (innermost.is_none()) continue;
    sums[profile.stacks.element(innermost).row()].self += estimate;
    for (auto row = innermost; !row.is_none(); row = profile.stacks.parent(row)) {
      const size_t frame = profile.stacks.element(row).row();
      if (last_sample[frame] == i) continue;
      last_sample[frame] = i;
      sums[frame].cumulative += estimate;
    }
  }
  return sums;
}

std::optional<bool> sums_come_before(const FrameSums& a, const FrameSums& b, TopOrder order) {
  if (order == TopOrder::kName) return std::nullopt;
  const bool by_self = order == TopOrder::kSelf;
  const int64_t first_a = by_self ? a.self.value : a.cumulative.value;
  const int64_t first_b = by_self ? b.self.value : b.cumulative.value;
  if (first_a != first_b) return ranks_before(first_a, first_b);
  const int64_t second_a = by_self ? a.cumulative.value : a.self.value;
  const int64_t second_b = by_self ? b.cumulative.value : b.self.value;
  if (second_a != second_b) return ranks_before(second_a, second_b);
  return std::nullopt;
}

}  // namespace jescope
