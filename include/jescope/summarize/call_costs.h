// SPDX-License-Identifier: Apache-2.0
//
// Costs by function, source line and call, as profiles of the callgrind kind
// need them. A function here is a physical one: code inlined into it counts
// for it, at the source file and line that the code came from.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/profile.h"

namespace jescope {

struct CostFunction {
  std::string module;  // path; empty: unknown
  std::string file;    // where the function itself stands; empty: unknown
  std::string name;

  friend auto operator<=>(const CostFunction&, const CostFunction&) = default;
};

// A place in a function's code; `file` differs from the function's where the
// code was inlined.
struct CostLine {
  std::string file;
  uint32_t line = 0;  // 0: unknown

  friend auto operator<=>(const CostLine&, const CostLine&) = default;
};

struct SelfCost {
  uint32_t function = 0;  // in CallCosts::functions
  CostLine at;
  Values values;
};

struct CallCost {
  uint32_t caller = 0;  // in CallCosts::functions
  CostLine at;          // of the call
  uint32_t callee = 0;
  Values inclusive;  // of the callee and all it calls, on this way
};

// Ordered by function, then place, then callee. Recursion is cut: where a
// function comes back in a stack, the part between is left out, so that no
// function holds more than the whole.
struct CallCosts {
  std::vector<CostFunction> functions;  // ordered, distinct
  std::vector<SelfCost> self;
  std::vector<CallCost> calls;
};

// `profile` must be of Granularity::kAddress.
CallCosts sum_call_costs(const Profile& profile);

// Where sum_change_costs() puts the two parts of a change.
inline constexpr Metric kGrowthSlot = Metric::kInuseSpace;
inline constexpr Metric kLossSlot = Metric::kAllocSpace;

// Returns the costs of a difference (see combine/difference.h): for each stack
// the growth of `metric` as kGrowthSlot or, also positive, its loss as kLossSlot. Kept
// apart, they do not cancel in sums, and a function's calls add up to it.
CallCosts sum_change_costs(const Profile& difference, Metric metric);

}  // namespace jescope
