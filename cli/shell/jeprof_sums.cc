// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/jeprof_sums.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "jescope/base/printable.h"

namespace jescope {
namespace {

JeprofAmounts amounts_of(const Request& request) {
  const bool wants_bytes = request.style.unit == ByteUnit::kB ||
                           (request.jeprof && request.jeprof->unit == JeprofUnit::kBytes);
  return {request.metric, wants_bytes ? JeprofUnit::kBytes : JeprofUnit::kMegabytes};
}

std::string sum_line(std::string_view act, const std::vector<std::string>& expressions,
                     const Estimate& sum, const Estimate& whole, const JeprofAmounts& amounts) {
  const std::string pattern = fmt::format("{}", fmt::join(expressions, "|"));
  const double share =
      whole.value == 0 ? 0 : static_cast<double>(sum.value) / static_cast<double>(whole.value);
  return fmt::format("After {} '{}': {} {} of {} ({:.1f}%)\n", act, printable_text(pattern),
                     jeprof_amount(sum.value, amounts), jeprof_unit(amounts),
                     jeprof_amount(whole.value, amounts), 100 * share);
}

}  // namespace

std::string jeprof_sums(const ChoiceSums& sums, const Request& request) {
  const Estimate& whole = sums.whole[request.metric];
  const FilterTexts& filters = request.filters;
  const JeprofAmounts amounts = amounts_of(request);
  std::string text =
      fmt::format("Total: {} {}\n", jeprof_amount(whole.value, amounts), jeprof_unit(amounts));
  if (!filters.focus.empty()) {
    text += sum_line("focusing on", filters.focus, sums.focused[request.metric], whole, amounts);
  }
  if (!filters.ignore.empty()) {
    text += sum_line("ignoring", filters.ignore, sums.chosen[request.metric], whole, amounts);
  }
  return text;
}

}  // namespace jescope
