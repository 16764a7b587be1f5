// SPDX-License-Identifier: Apache-2.0
//
// The flat table with all four metrics beside each other, for readers who have
// no second run to see another one.
#pragma once

#include <cstddef>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

struct FunctionRow {
  CallFrame frame;
  Values self;        // allocated by the frame itself
  Values cumulative;  // by the frame and what it calls, once a stack
};

struct FunctionTable {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  std::vector<FunctionRow> rows;  // as TopOrder::kSelf has them
  size_t rows_left_out = 0;
  Values self_left_out;  // of the rows left out
};

// Returns the first `most_rows` rows, ordered by what they hold of `metric`
// themselves, then with what they call, then by name.
FunctionTable build_function_table(const Profile& profile, Metric metric, size_t most_rows);

}  // namespace jescope
