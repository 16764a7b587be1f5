// SPDX-License-Identifier: Apache-2.0
//
// Growth is taken from the rows that match, largest first, until the accepted
// amount is used up; the total shrinks by what was taken from functions.
#include "summarize/gates/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "jescope/model/readable_name.h"
#include "summarize/gates/text.h"

namespace jescope {
namespace {

void take(int64_t growth, DiffRow& row) {
  row.change.after.value -= growth;
  row.state = state_of(row.change);
}

// Takes up to `most` of the growth of matching stacks; returns what was taken of
// each frame that allocated it.
std::map<uint32_t, int64_t> take_from_stacks(const NameMatcher& matches, int64_t most,
                                             DiffTable& stacks) {
  const StackMatch match(matches, stacks);
  std::map<uint32_t, int64_t> taken;
  for (DiffRow& row : stacks.rows) {
    const int64_t growth = std::min(row.change.value(), most);
    if (growth <= 0 || !match.holds(row)) continue;
    take(growth, row);
    taken[row.frame] += growth;
    most -= growth;
  }
  return taken;
}

void take_from_functions(const std::map<uint32_t, int64_t>& taken, DiffTable& functions) {
  for (DiffRow& row : functions.rows) {
    const auto found = taken.find(row.frame);
    if (found != taken.end()) take(found->second, row);
  }
}

int64_t whole_units(double units) {
  constexpr auto kMost = static_cast<double>(INT64_MAX);
  return units >= kMost ? INT64_MAX : static_cast<int64_t>(units);
}

std::string used_text(const AcceptedGrowth& growth, Metric metric) {
  if (growth.used == 0) return "nothing to forgive";
  return fmt::format("{} of {} used", amount_text(growth.used, metric),
                     amount_text(growth.most, metric));
}

}  // namespace

StackMatch::StackMatch(const NameMatcher& matches, const DiffTable& stacks) : stacks_(stacks) {
  for (const CallFrame& frame : stacks.frames) {
    matching_.push_back(matches(frame.name) || matches(readable_name(frame.name)));
  }
}

bool StackMatch::holds(const DiffRow& stack) const {
  return std::ranges::any_of(stack.stack, [&](uint32_t frame) { return matching_[frame]; });
}

Change StackMatch::sum() const {
  Change sum;
  for (const std::vector<DiffRow>* rows : {&stacks_.rows, &stacks_.unchanged}) {
    for (const DiffRow& row : *rows) {
      if (holds(row)) sum += row.change;
    }
  }
  return sum;
}

double in_units(const GateAmount& amount, int64_t base) {
  if (amount.unit != AmountUnit::kPercent) return static_cast<double>(amount.units);
  return amount.percent / 100 * static_cast<double>(std::max<int64_t>(0, base));
}

AcceptedGrowth forgive(const Acceptance& accepted, DiffTable& functions, DiffTable& stacks) {
  const Change sum = StackMatch(accepted.matches, stacks).sum();
  AcceptedGrowth growth = {accepted.text, accepted.where, accepted.reason, {}, 0, 0};
  growth.most = whole_units(in_units(accepted.most, sum.before.value));
  growth.used = std::clamp<int64_t>(sum.value(), 0, growth.most);
  growth.found = used_text(growth, functions.metric);
  take_from_functions(take_from_stacks(accepted.matches, growth.used, stacks), functions);
  int64_t& total = functions.total.after.value;
  total = std::max(total, INT64_MIN + growth.used) - growth.used;
  return growth;
}

}  // namespace jescope
