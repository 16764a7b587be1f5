// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/jeprof_sums.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "jescope/base/printable.h"

namespace jescope {
namespace {

bool is_in_megabytes(const Request& request) {
  const bool wants_bytes = request.style.unit == ByteUnit::kB ||
                           (request.jeprof && request.jeprof->unit == JeprofUnit::kBytes);
  return unit_of(request.metric) == Unit::kBytes && !wants_bytes;
}

std::string_view unit_word(const Request& request) {
  if (unit_of(request.metric) != Unit::kBytes) return "objects";
  return is_in_megabytes(request) ? "MB" : "B";
}

std::string number(const Estimate& estimate, const Request& request) {
  constexpr double kMegabyte = 1048576;
  if (!is_in_megabytes(request)) return fmt::format("{}", estimate.value);
  return fmt::format("{:.1f}", static_cast<double>(estimate.value) / kMegabyte);
}

std::string sum_line(std::string_view act, const std::vector<std::string>& expressions,
                     const Estimate& sum, const Estimate& whole, const Request& request) {
  const std::string pattern = fmt::format("{}", fmt::join(expressions, "|"));
  const double share =
      whole.value == 0 ? 0 : static_cast<double>(sum.value) / static_cast<double>(whole.value);
  return fmt::format("After {} '{}': {} {} of {} ({:.1f}%)\n", act, printable_text(pattern),
                     number(sum, request), unit_word(request), number(whole, request), 100 * share);
}

}  // namespace

std::string jeprof_sums(const ChoiceSums& sums, const Request& request) {
  const Estimate& whole = sums.whole[request.metric];
  const FilterTexts& filters = request.filters;
  std::string text = fmt::format("Total: {} {}\n", number(whole, request), unit_word(request));
  if (!filters.focus.empty()) {
    text += sum_line("focusing on", filters.focus, sums.focused[request.metric], whole, request);
  }
  if (!filters.ignore.empty()) {
    text += sum_line("ignoring", filters.ignore, sums.chosen[request.metric], whole, request);
  }
  return text;
}

}  // namespace jescope
