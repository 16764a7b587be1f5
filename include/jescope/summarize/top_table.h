// SPDX-License-Identifier: Apache-2.0
//
// The flat table: what each function (line, file, module) holds itself, and
// with everything it calls.
#pragma once

#include <string>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

enum class TopOrder { kSelf, kCumulative, kName };

struct TopRow {
  std::string name;     // frame_label()
  std::string file;     // empty: unknown, or differs between places
  std::string module;   // path; empty: differs between places
  uint32_t line = 0;    // 0: unknown
  Estimate self;        // allocated by the frame itself
  Estimate cumulative;  // by the frame and what it calls, once a stack
};

struct TopTable {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  TopOrder order = TopOrder::kSelf;
  Estimate total;
  Estimate whole;  // what shares are of; see share_base()
  // By `order`, furthest from zero first; of equal self by cumulative, then by name.
  std::vector<TopRow> rows;
  size_t rows_left_out = 0;
  Estimate self_left_out;  // of the rows left out
};

// Returns all rows with any `metric`.
TopTable build_top_table(const Profile& profile, Metric metric, TopOrder order);

// Returns the table with its first `rows` rows; says what it leaves out.
TopTable keep_first(TopTable table, size_t rows);

// Returns the rows with at least `least_fraction` of the total, cumulatively.
TopTable keep_large(TopTable table, double least_fraction);

}  // namespace jescope
