// SPDX-License-Identifier: Apache-2.0
//
// The table that `jeprof --text` prints: its rows, order and sums.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/jeprof_words.h"
#include "jescope/model/profile.h"

namespace jescope {

struct JeprofRow {
  std::string name;
  int64_t flat = 0;        // of stacks that begin with it
  int64_t cumulative = 0;  // of stacks that hold it
};

struct JeprofTable {
  Metric metric = Metric::kInuseSpace;
  int64_t total = 0;   // before stacks and frames were chosen
  int64_t chosen = 0;  // what percentages are of: the sum of `flat`
  std::vector<JeprofRow> rows;
};

enum class JeprofOrder { kFlat, kCumulative };

// Returns the table of `profile`, whose granularity is kAddress, at `granularity`.
// Rows are the largest first, negative ones last, then by name; rows that hold
// nothing are left out.
JeprofTable build_jeprof_table(const Profile& profile, int64_t total, Metric metric,
                               Granularity granularity, JeprofOrder order, JeprofNames names);

}  // namespace jescope
