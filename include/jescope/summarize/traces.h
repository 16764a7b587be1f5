// SPDX-License-Identifier: Apache-2.0
//
// Whole stacks, largest first.
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

struct Trace {
  std::vector<uint32_t> innermost_first;  // in TraceList::frames
  Values values;
};

struct TraceList {
  Metric metric = Metric::kInuseSpace;
  Granularity granularity = Granularity::kFunction;
  Estimate total;
  Estimate whole;  // what shares are of; see share_base()
  std::vector<CallFrame> frames;
  std::vector<Trace> traces;  // by `metric`, largest first, then by names
  size_t traces_left_out = 0;
  Estimate left_out;
};

// Returns all stacks with any value of `metric`.
TraceList list_traces(const Profile& profile, Metric metric);

// Returns the list with its first `traces` stacks; says what it leaves out.
TraceList keep_first(TraceList list, size_t traces);

}  // namespace jescope
