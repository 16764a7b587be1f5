// SPDX-License-Identifier: Apache-2.0
//
// Orders the sums of frames as a table.
#include "jescope/summarize/top_table.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "summarize/frame_sums.h"
#include "summarize/frame_text.h"

namespace jescope {
namespace {

TopRow make_row(const Profile& profile, const Frame& frame, const FrameSums& sums) {
  CallFrame text = frame_text(profile, frame);
  return {std::move(text.name), std::move(text.file), std::move(text.module), text.line, sums.self,
          sums.cumulative};
}

bool comes_before(const TopRow& a, const TopRow& b, TopOrder order) {
  return sums_come_before({a.self, a.cumulative}, {b.self, b.cumulative}, order)
      .value_or(std::tie(a.name, a.file, a.line, a.module) <
                std::tie(b.name, b.file, b.line, b.module));
}

// Moves the rows that satisfy `keeps(table, row number)` to a new table.
template <typename Keeps>
TopTable keep_if(TopTable table, Keeps keeps) {
  std::vector<TopRow> kept;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    if (keeps(table, i)) {
      kept.push_back(table.rows[i]);
    } else {
      ++table.rows_left_out;
      table.self_left_out += table.rows[i].self;
    }
  }
  table.rows = std::move(kept);
  return table;
}

}  // namespace

TopTable build_top_table(const Profile& profile, Metric metric, TopOrder order) {
  TopTable table;
  table.metric = metric;
  table.granularity = profile.granularity;
  table.order = order;
  table.total = total_values(profile)[metric];
  table.whole = share_base(profile)[metric];
  const std::vector<FrameSums> sums = sum_by_frame(profile, metric);
  for (size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].cumulative.value == 0 && sums[i].self.value == 0) continue;
    table.rows.push_back(make_row(profile, profile.frames[i], sums[i]));
  }
  std::ranges::sort(table.rows,
                    [&](const TopRow& a, const TopRow& b) { return comes_before(a, b, order); });
  return table;
}

TopTable keep_first(TopTable table, size_t rows) {
  return keep_if(std::move(table), [&](const TopTable&, size_t i) { return i < rows; });
}

TopTable keep_large(TopTable table, double least_fraction) {
  const double least = least_fraction * std::abs(static_cast<double>(table.whole.value));
  return keep_if(std::move(table), [&](const TopTable& t, size_t i) {
    return std::abs(static_cast<double>(t.rows[i].cumulative.value)) >= least;
  });
}

}  // namespace jescope
