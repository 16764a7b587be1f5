// SPDX-License-Identifier: Apache-2.0
//
//   of ten, four:   0 1 2 3 4 5 6 7 8 9
//                   x     x     x     x
#include "jescope/combine/spread.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace jescope {
namespace {

// Returns `wanted` of `count` rows, two or more.
std::vector<size_t> spread(size_t count, size_t wanted) {
  std::vector<size_t> rows;
  for (size_t i = 0; i < wanted; ++i) {
    rows.push_back((2 * i * (count - 1) + wanted - 1) / (2 * (wanted - 1)));
  }
  return rows;
}

std::vector<size_t> samples_by_snapshot(const Profile& series) {
  std::vector<size_t> counts(series.snapshots.size());
  for (const Sample& sample : series.samples) ++counts[sample.snapshot];
  return counts;
}

std::vector<size_t> choose_rows(const Profile& series, const SpreadLimits& limits) {
  const std::vector<size_t> counts = samples_by_snapshot(series);
  const auto samples_of = [&](const std::vector<size_t>& rows) {
    return std::accumulate(rows.begin(), rows.end(), size_t{0},
                           [&](size_t sum, size_t row) { return sum + counts[row]; });
  };
  size_t wanted = std::min(counts.size(), std::max<size_t>(2, limits.snapshots));
  std::vector<size_t> rows = spread(counts.size(), wanted);
  while (wanted > 2 && samples_of(rows) > limits.samples) rows = spread(counts.size(), --wanted);
  return rows;
}

}  // namespace

Profile take_spread(const Profile& series, const SpreadLimits& limits) {
  if (series.snapshots.size() < 2) return series;
  const std::vector<size_t> rows = choose_rows(series, limits);
  Profile spread = series;
  spread.snapshots.clear();
  spread.samples.clear();
  for (const size_t row : rows) spread.snapshots.push_back(series.snapshots[row]);
  for (Sample sample : series.samples) {
    const auto place = std::ranges::find(rows, sample.snapshot);
    if (place == rows.end()) continue;
    sample.snapshot = static_cast<uint32_t>(place - rows.begin());
    spread.samples.push_back(sample);
  }
  return spread;
}

}  // namespace jescope
