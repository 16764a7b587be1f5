// SPDX-License-Identifier: Apache-2.0
//
// Growth is taken from the rows that match, largest first, until the accepted
// amount is used up; the total shrinks by what was taken from functions.
#include "summarize/gates_accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jescope/model/readable_name.h"
#include "summarize/gates_text.h"

namespace jescope {
namespace {

// Takes up to `most` of the growth of matching rows.
void take_growth(const NameMatcher& matches, int64_t most, DiffTable& table) {
  for (DiffRow& row : table.rows) {
    const int64_t growth = row.change.value();
    if (most <= 0) return;
    if (growth <= 0 || !matches_row(matches, table, row)) continue;
    const int64_t taken = std::min(growth, most);
    row.change.after.value -= taken;
    row.state = state_of(row.change);
    most -= taken;
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

bool matches_row(const NameMatcher& matches, const DiffTable& table, const DiffRow& row) {
  const std::string& name = table.frames[row.frame].name;
  return matches(name) || matches(readable_name(name));
}

Change sum_of_matching(const NameMatcher& matches, const DiffTable& table) {
  Change sum;
  for (const std::vector<DiffRow>* rows : {&table.rows, &table.unchanged}) {
    for (const DiffRow& row : *rows) {
      if (matches_row(matches, table, row)) sum += row.change;
    }
  }
  return sum;
}

double in_units(const GateAmount& amount, int64_t base) {
  if (amount.unit != AmountUnit::kPercent) return static_cast<double>(amount.units);
  return amount.percent / 100 * static_cast<double>(std::max<int64_t>(0, base));
}

AcceptedGrowth forgive(const Acceptance& accepted, DiffTable& functions, DiffTable& stacks) {
  const Change sum = sum_of_matching(accepted.matches, functions);
  AcceptedGrowth growth = {accepted.text, accepted.where, accepted.reason, {}, 0, 0};
  growth.most = whole_units(in_units(accepted.most, sum.before.value));
  growth.used = std::clamp<int64_t>(sum.value(), 0, growth.most);
  growth.found = used_text(growth, functions.metric);
  take_growth(accepted.matches, growth.used, functions);
  take_growth(accepted.matches, growth.used, stacks);
  int64_t& total = functions.total.after.value;
  total = std::max(total, INT64_MIN + growth.used) - growth.used;
  return growth;
}

}  // namespace jescope
