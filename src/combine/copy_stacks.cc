// SPDX-License-Identifier: Apache-2.0
#include "combine/copy_stacks.h"

#include <algorithm>

namespace jescope {

using Row = FrameStacks::Row;

Profile common_heading(std::span<const Profile> profiles) {
  Profile heading;
  if (profiles.empty()) return heading;
  heading.granularity = profiles.front().granularity;
  heading.sample_period_bytes = profiles.front().sample_period_bytes;
  for (const Profile& profile : profiles) {
    heading.has_totals |= profile.has_totals;
    heading.modules.insert(heading.modules.end(), profile.modules.begin(), profile.modules.end());
  }
  const auto path = [](const ModuleNames& module) -> const std::string& { return module.path; };
  const auto same = [&](const ModuleNames& a, const ModuleNames& b) {
    return a.path == b.path && a.build_id == b.build_id;
  };
  std::ranges::stable_sort(heading.modules, {}, path);
  heading.modules.erase(std::unique(heading.modules.begin(), heading.modules.end(), same),
                        heading.modules.end());
  return heading;
}

std::vector<Row> copy_stacks(const Profile& from, ProfileBuilder& builder) {
  std::vector<FrameId> frames;
  frames.reserve(from.frames.size());
  for (const Frame& frame : from.frames) frames.push_back(builder.copy_frame(from, frame));
  std::vector<Row> rows(from.stacks.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row parent = from.stacks.parent(Row(i));
    const Row outer = parent.is_none() ? Row() : rows[parent.row()];
    rows[i] = builder.child(outer, frames[from.stacks.element(Row(i)).row()]);
  }
  return rows;
}

}  // namespace jescope
