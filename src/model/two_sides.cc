// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/two_sides.h"

#include <limits>

namespace jescope {

std::vector<TwoSides> pair_up(const Profile& profile, uint32_t before, uint32_t after) {
  constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  std::vector<TwoSides> sides;
  std::vector<uint32_t> side_of_row(profile.stacks.size() + 1, kNone);
  for (const Sample& sample : profile.samples) {
    if (sample.snapshot != before && sample.snapshot != after) continue;
    const size_t row = sample.stack.is_none() ? profile.stacks.size() : sample.stack.row();
    uint32_t& side = side_of_row[row];
    if (side == kNone) {
      side = static_cast<uint32_t>(sides.size());
      sides.push_back({sample.stack, {}, {}});
    }
    (sample.snapshot == before ? sides[side].before : sides[side].after) += sample.values;
  }
  return sides;
}

}  // namespace jescope
