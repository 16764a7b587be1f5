// SPDX-License-Identifier: Apache-2.0
//
// A row is a name: frames of one name are put together, wherever they are.
#include <algorithm>

#include "jescope/summarize/jeprof_table.h"
#include "summarize/jeprof/row_names.h"

namespace jescope {

JeprofTable build_jeprof_table(const Profile& profile, int64_t total, Metric metric,
                               Granularity granularity, JeprofOrder order, JeprofNames names) {
  const JeprofEntries entries = name_entries(profile, granularity, names);
  const JeprofSums sums = sum_entries(profile, metric, entries);
  JeprofTable table{metric, total, sums.chosen.value, {}};
  for (size_t i = 0; i < entries.names.size(); ++i) {
    const JeprofRow row{entries.names[i], sums.flat[i].value, sums.cumulative[i].value};
    if (row.flat != 0 || row.cumulative != 0) table.rows.push_back(row);
  }
  std::ranges::sort(table.rows, [&](const JeprofRow& a, const JeprofRow& b) {
    const int64_t left = order == JeprofOrder::kFlat ? a.flat : a.cumulative;
    const int64_t right = order == JeprofOrder::kFlat ? b.flat : b.cumulative;
    return left != right ? left > right : a.name < b.name;
  });
  return table;
}

}  // namespace jescope
