// SPDX-License-Identifier: Apache-2.0
//
// Takes accepted growth out of tables. Internal to `summarize`.
#pragma once

#include "jescope/summarize/gates.h"

namespace jescope {

// True when the row's frame, of a stack the innermost, matches by its name, in
// full or as it is printed.
bool matches_row(const NameMatcher& matches, const DiffTable& table, const DiffRow& row);

// Returns the sum of the rows that match, also of those without a change.
Change sum_of_matching(const NameMatcher& matches, const DiffTable& table);

// Returns `amount` in the metric's unit; of a percentage, that of `base`.
double in_units(const GateAmount& amount, int64_t base);

// Takes the growth that `accepted` forgives out of both tables; says how much
// that was.
AcceptedGrowth forgive(const Acceptance& accepted, DiffTable& functions, DiffTable& stacks);

}  // namespace jescope
