// SPDX-License-Identifier: Apache-2.0
//
// Which rows of a trend stand first; Trend::rows tells the rule. Internal to
// `summarize`.
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/summarize/trend.h"

namespace jescope {

// A row, and what its place in the ranking follows from.
struct TrendCandidate {
  TrendRow row;
  std::vector<uint32_t> stacks;  // whose sum it is
  FrameId cause;                 // the border caller, or the function; none(): a cause of its own
  double weight = 0;             // of the growth
};

// Returns the candidates in the order of the table, with their shares.
std::vector<TrendCandidate> rank(std::vector<TrendCandidate> candidates, Metric metric);

}  // namespace jescope
