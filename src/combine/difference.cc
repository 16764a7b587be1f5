// SPDX-License-Identifier: Apache-2.0
#include "jescope/combine/difference.h"

#include <algorithm>

#include "jescope/base/rounded.h"
#include "jescope/model/profile_builder.h"
#include "jescope/model/two_sides.h"

namespace jescope {
namespace {

Values changes(const TwoSides& sides, ChangeError error) {
  Values values;
  for (const Metric metric : kAllMetrics) {
    const Change change = change_between(sides.before, sides.after, metric, error);
    values[metric] = {change.value(), change.variance};
  }
  return values;
}

void scale(Estimate& estimate, double factor) {
  estimate.value = rounded(static_cast<double>(estimate.value) * factor);
  estimate.variance *= factor * factor;
}

// Returns `like` with one snapshot and other samples.
Profile with_samples(const Profile& like, std::vector<Sample> samples) {
  Profile result = like;
  result.snapshots.clear();
  result.samples = std::move(samples);
  return result;
}

}  // namespace

Profile take_two(const Profile& series, uint32_t before, uint32_t after) {
  Profile two = series;
  two.snapshots = {series.snapshots[before], series.snapshots[after]};
  two.has_totals = two.snapshots[0].has_totals && two.snapshots[1].has_totals;
  two.samples.clear();
  for (const uint32_t side : {0u, 1u}) {
    for (Sample sample : series.samples) {
      if (sample.snapshot != (side == 0 ? before : after)) continue;
      sample.snapshot = side;
      two.samples.push_back(sample);
    }
  }
  return two;
}

Profile difference(const Profile& sides, ChangeError error) {
  std::vector<Sample> samples;
  for (const TwoSides& pair : pair_up(sides)) {
    const Values values = changes(pair, error);
    if (!values.empty()) samples.push_back({pair.stack, values});
  }
  Profile changes = with_samples(sides, std::move(samples));
  changes.baseline = snapshot_totals(sides).front();
  return changes;
}

Profile drop_shrunk(const Profile& sides, Metric metric) {
  std::vector<bool> has_shrunk(sides.stacks.size() + 1);
  const auto place = [&](FrameStacks::Row stack) {
    return stack.is_none() ? sides.stacks.size() : stack.row();
  };
  for (const TwoSides& pair : pair_up(sides)) {
    has_shrunk[place(pair.stack)] = pair.after[metric].value < pair.before[metric].value;
  }
  Profile kept = sides;
  std::erase_if(kept.samples, [&](const Sample& s) { return has_shrunk[place(s.stack)]; });
  return kept;
}

Profile scale_to_equal_totals(const Profile& sides, Metric metric) {
  const std::vector<Values> totals = snapshot_totals(sides);
  const auto before = static_cast<double>(totals[0][metric].value);
  const auto after = static_cast<double>(totals[1][metric].value);
  Profile scaled = sides;
  if (before <= 0 || after <= 0) return scaled;
  for (Sample& sample : scaled.samples) {
    if (sample.snapshot != 1) continue;
    for (Estimate& estimate : sample.values.estimates) scale(estimate, before / after);
  }
  return scaled;
}

}  // namespace jescope
