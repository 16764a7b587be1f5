// SPDX-License-Identifier: Apache-2.0
//
// Adds up each snapshot's samples by their innermost frames.
#include "jescope/summarize/snapshot_tops.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace jescope {
namespace {

using SelfByFrame = std::unordered_map<uint32_t, Estimate>;  // by FrameId

struct NamedSelf {
  std::string name;
  int64_t self = 0;
};

std::vector<SelfByFrame> sum_snapshots(const Profile& series, Metric metric) {
  std::vector<SelfByFrame> sums(series.snapshots.size());
  for (const Sample& sample : series.samples) {
    if (sample.stack.is_none()) continue;
    const auto innermost = static_cast<uint32_t>(series.stacks.element(sample.stack).row());
    sums[sample.snapshot][innermost] += sample.values[metric];
  }
  return sums;
}

std::vector<NamedSelf> largest(const Profile& series, const SelfByFrame& sums, size_t most) {
  std::vector<NamedSelf> functions;
  for (const auto& [frame, self] : sums) {
    if (self.value > 0)
      functions.push_back({frame_label(series, series.frames[frame]), self.value});
  }
  std::ranges::sort(functions, [](const NamedSelf& a, const NamedSelf& b) {
    return a.self != b.self ? a.self > b.self : a.name < b.name;
  });
  if (functions.size() > most) functions.resize(most);
  return functions;
}

Metric objects_of(Metric metric) {
  return counts_freed(metric) ? Metric::kAllocObjects : Metric::kInuseObjects;
}

}  // namespace

SnapshotTops list_snapshot_tops(const Profile& series, Metric metric, size_t most) {
  const std::vector<Values> totals = snapshot_totals(series);
  std::vector<std::vector<NamedSelf>> by_snapshot;
  std::map<std::string, uint32_t> rows;
  for (const SelfByFrame& sums : sum_snapshots(series, metric)) {
    by_snapshot.push_back(largest(series, sums, most));
    for (const NamedSelf& function : by_snapshot.back()) rows.emplace(function.name, 0);
  }
  SnapshotTops tops;
  tops.metric = metric;
  for (auto& [name, row] : rows) {
    row = static_cast<uint32_t>(tops.names.size());
    tops.names.push_back(name);
  }
  for (size_t i = 0; i < by_snapshot.size(); ++i) {
    SnapshotTop top{totals[i][metric], totals[i][objects_of(metric)], {}};
    for (const NamedSelf& function : by_snapshot[i]) {
      top.functions.push_back({rows[function.name], function.self});
    }
    tops.snapshots.push_back(std::move(top));
  }
  return tops;
}

}  // namespace jescope
