// SPDX-License-Identifier: Apache-2.0
#include "jescope/combine/difference.h"

#include <algorithm>
#include <cmath>

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
  constexpr auto kMost = static_cast<double>(INT64_MAX);
  const double value = std::round(static_cast<double>(estimate.value) * factor);
  estimate.value = value >= kMost ? INT64_MAX : static_cast<int64_t>(value);
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

Profile difference(const Profile& sides, ChangeError error) {
  std::vector<Sample> samples;
  for (const TwoSides& pair : pair_up(sides)) {
    const Values values = changes(pair, error);
    if (!values.empty()) samples.push_back({pair.stack, values});
  }
  return with_samples(sides, std::move(samples));
}

Profile drop_negative(const Profile& difference) {
  std::vector<Sample> samples;
  for (Sample sample : difference.samples) {
    for (Estimate& estimate : sample.values.estimates) {
      if (estimate.value < 0) estimate = {};
    }
    if (!sample.values.empty()) samples.push_back(sample);
  }
  return with_samples(difference, std::move(samples));
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
