// SPDX-License-Identifier: Apache-2.0
//
// Puts the sums of each metric beside each other.
#include "jescope/summarize/function_table.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "summarize/frame_sums.h"
#include "summarize/frame_text.h"

namespace jescope {
namespace {

using SumsByMetric = std::array<std::vector<FrameSums>, kAllMetrics.size()>;

SumsByMetric sum_all_metrics(const Profile& profile) {
  SumsByMetric sums;
  for (const Metric metric : kAllMetrics) {
    sums[static_cast<size_t>(metric)] = sum_by_frame(profile, metric);
  }
  return sums;
}

FunctionRow make_row(const Profile& profile, size_t frame, const SumsByMetric& sums) {
  FunctionRow row;
  row.frame = frame_text(profile, profile.frames[frame]);
  for (const Metric metric : kAllMetrics) {
    row.self[metric] = sums[static_cast<size_t>(metric)][frame].self;
    row.cumulative[metric] = sums[static_cast<size_t>(metric)][frame].cumulative;
  }
  return row;
}

bool comes_before(const FunctionRow& a, const FunctionRow& b, Metric metric) {
  return sums_come_before({a.self[metric], a.cumulative[metric]},
                          {b.self[metric], b.cumulative[metric]}, TopOrder::kSelf)
      .value_or(std::tie(a.frame.name, a.frame.file, a.frame.line, a.frame.module) <
                std::tie(b.frame.name, b.frame.file, b.frame.line, b.frame.module));
}

}  // namespace

FunctionTable build_function_table(const Profile& profile, Metric metric, size_t most_rows) {
  FunctionTable table;
  table.metric = metric;
  table.granularity = profile.granularity;
  const SumsByMetric sums = sum_all_metrics(profile);
  for (size_t frame = 0; frame < profile.frames.size(); ++frame) {
    FunctionRow row = make_row(profile, frame, sums);
    if (!row.cumulative.empty()) table.rows.push_back(std::move(row));
  }
  std::ranges::sort(table.rows, [&](const FunctionRow& a, const FunctionRow& b) {
    return comes_before(a, b, metric);
  });
  for (; table.rows.size() > most_rows; table.rows.pop_back()) {
    ++table.rows_left_out;
    table.self_left_out += table.rows.back().self;
  }
  return table;
}

}  // namespace jescope
