// SPDX-License-Identifier: Apache-2.0
//
// Times count from the first dump; sequence numbers and bytes are as they are.
#include "summarize/trend/axis.h"

namespace jescope {
namespace {

constexpr double kNanosecondsPerSecond = 1e9;

bool ascends(const std::vector<double>& positions) {
  for (size_t i = 1; i < positions.size(); ++i) {
    if (positions[i] <= positions[i - 1]) return false;
  }
  return true;
}

std::vector<double> file_times(const Profile& series) {
  std::vector<double> positions;
  const int64_t start = series.snapshots.front().written_ns;
  for (const Snapshot& snapshot : series.snapshots) {
    if (snapshot.written_ns == 0) return {};
    const double since = static_cast<double>(snapshot.written_ns) - static_cast<double>(start);
    positions.push_back(since / kNanosecondsPerSecond);
  }
  return positions;
}

std::vector<double> allocated_bytes(const Profile& series, const std::vector<Values>& totals) {
  std::vector<double> positions;
  if (!series.has_totals) return positions;
  for (const Values& total : totals) {
    positions.push_back(static_cast<double>(total[Metric::kAllocSpace].value));
  }
  return positions;
}

std::vector<double> sequence_numbers(const Profile& series) {
  std::vector<double> positions;
  for (const Snapshot& snapshot : series.snapshots) {
    positions.push_back(static_cast<double>(snapshot.sequence));
  }
  return positions;
}

std::vector<double> places(size_t dumps) {
  std::vector<double> positions(dumps);
  for (size_t i = 0; i < dumps; ++i) positions[i] = static_cast<double>(i);
  return positions;
}

}  // namespace

std::string_view trend_axis_name(TrendAxis axis) {
  switch (axis) {
    case TrendAxis::kSequence: return "sequence";
    case TrendAxis::kFileTime: return "time";
    case TrendAxis::kAllocatedBytes: return "allocated";
  }
  return "";
}

TrendPositions place_dumps(const Profile& series, const std::vector<Values>& totals,
                           TrendAxis wanted) {
  std::vector<double> positions;
  if (!series.snapshots.empty() && wanted == TrendAxis::kFileTime) positions = file_times(series);
  if (wanted == TrendAxis::kAllocatedBytes) positions = allocated_bytes(series, totals);
  if (!positions.empty() && ascends(positions)) return {wanted, std::move(positions)};
  positions = sequence_numbers(series);
  if (positions.size() != totals.size() || !ascends(positions)) positions = places(totals.size());
  return {TrendAxis::kSequence, std::move(positions)};
}

}  // namespace jescope
