// SPDX-License-Identifier: Apache-2.0
//
// Takes accepted growth out of tables. Internal to `summarize`.
#pragma once

#include "jescope/summarize/gates.h"

namespace jescope {

// Which stacks go through a function whose name matches, in full or as it is
// printed. Each name is tried once.
class StackMatch {
 public:
  StackMatch(const NameMatcher& matches, const DiffTable& stacks);

  bool holds(const DiffRow& stack) const;

  // Returns the sum of the stacks that match, also of those without a change.
  Change sum() const;

 private:
  const DiffTable& stacks_;
  std::vector<bool> matching_;  // by frame
};

// Returns `amount` in the metric's unit; of a percentage, that of `base`.
double in_units(const GateAmount& amount, int64_t base);

// Takes the growth that `accepted` forgives out of stacks and, as much, out of
// the functions that allocated it; says how much that was.
AcceptedGrowth forgive(const Acceptance& accepted, DiffTable& functions, DiffTable& stacks);

}  // namespace jescope
