// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "jescope/base/printable.h"
#include "jescope/base/units.h"
#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr std::string_view kGap = "  ";
constexpr size_t kLeastTitleColumns = 24;  // of a longer one
constexpr size_t kLeastBarColumns = 12;
constexpr size_t kMostBarColumns = 32;
constexpr double kSecondsToKnowPace = 1;
constexpr double kShareToKnowPace = 0.02;
constexpr double kSecondsOfStandstill = 3;

// Returns the beginning of `text`, marked as cut where it is.
std::string cut_end(std::string_view text, size_t columns) {
  if (column_count(text) <= columns) return std::string(text);
  std::string cut;
  while (columns > 0) {
    const CodePoint next = decode_utf8(text);
    const size_t wide = column_count(text.substr(0, next.byte_count));
    if (wide + 1 > columns) break;
    columns -= wide;
    cut += text.substr(0, next.byte_count);
    text.remove_prefix(next.byte_count);
  }
  return columns > 0 ? cut + "…" : cut;
}

std::string title_of(const ProgressState& state) {
  const std::string detail = state.detail.empty() ? "" : ": " + state.detail;
  return printable_text(state.plan.what + detail);
}

// A total that turned out too small is none.
bool has_total(const ProgressState& state) {
  return state.plan.total > 0 && state.done <= state.plan.total;
}

double share_of(const ProgressState& state) {
  return static_cast<double>(state.done) / static_cast<double>(state.plan.total);
}

std::string_view unit_name(ProgressUnit unit, bool is_one) {
  switch (unit) {
    case ProgressUnit::kDumps: return is_one ? "dump" : "dumps";
    case ProgressUnit::kModules: return is_one ? "module" : "modules";
    case ProgressUnit::kProcesses: return is_one ? "process" : "processes";
    case ProgressUnit::kNothing:
    case ProgressUnit::kBytes: break;
  }
  return {};
}

// Returns "1.2" for "8.0 GiB" and "1.2 GiB": a unit is told once.
std::string without_unit_of(std::string_view total, std::string number) {
  const size_t space = total.rfind(' ');
  if (space != std::string_view::npos && number.ends_with(total.substr(space))) {
    number.resize(number.size() - (total.size() - space));
  }
  return number;
}

std::string amount_of(const ProgressState& state) {
  const auto number = [&](uint64_t units) {
    const auto count = static_cast<int64_t>(units);
    return state.plan.unit == ProgressUnit::kBytes ? format_bytes(count) : format_count(count);
  };
  const std::string_view unit = unit_name(state.plan.unit, state.plan.total == 1);
  const std::string unit_text = unit.empty() ? std::string() : fmt::format(" {}", unit);
  if (has_total(state)) {
    const std::string total = number(state.plan.total);
    return fmt::format("{} of {}{}", without_unit_of(total, number(state.done)), total, unit_text);
  }
  const bool is_counted = state.plan.unit != ProgressUnit::kNothing && state.done > 0;
  return is_counted ? number(state.done) + unit_text : std::string();
}

std::string rate_of(const ProgressState& state, const ProgressTimes& times) {
  const double seconds = times.in_phase.count();
  const bool is_known = state.plan.pace == ProgressPace::kEven && seconds >= kSecondsToKnowPace;
  if (!is_known || state.done == 0) return {};
  const double rate = static_cast<double>(state.done) / seconds;
  return state.plan.unit == ProgressUnit::kBytes
             ? format_bytes(static_cast<int64_t>(rate)) + "/s"
             : fmt::format("{:.{}f}/s", rate, rate < 10 ? 1 : 0);
}

// "20 s", "4 min", "2 h 5 min"
std::string duration_text(double seconds) {
  constexpr double kLongest = 1e6;
  const auto whole = static_cast<int64_t>(std::ceil(std::min(seconds, kLongest)));
  if (whole < 100) return fmt::format("{} s", whole);
  const int64_t minutes = (whole + 59) / 60;
  if (minutes < 100) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

// Time left where it can be told, else time spent.
std::string time_of(const ProgressState& state, const ProgressTimes& times) {
  const double seconds = times.in_phase.count();
  if (state.plan.pace == ProgressPace::kUneven) {
    return seconds < 1 ? std::string() : duration_text(std::floor(seconds));
  }
  const bool is_known = has_total(state) && state.done < state.plan.total &&
                        seconds >= kSecondsToKnowPace && share_of(state) >= kShareToKnowPace &&
                        times.without_advance.count() < kSecondsOfStandstill;
  if (!is_known) return {};
  return duration_text(seconds * (1 / share_of(state) - 1)) + " left";
}

std::string percent_of(const ProgressState& state) {
  return has_total(state) ? fmt::format("{:.0f}%", std::floor(100 * share_of(state)))
                          : amount_of(state);
}

// "[=====>     ]"
std::string bar_of(const ProgressState& state, size_t columns) {
  const size_t room = columns - 2;
  const auto filled = static_cast<size_t>(share_of(state) * static_cast<double>(room));
  std::string bar(filled, '=');
  if (filled < room) bar += '>';
  bar.resize(room, ' ');
  return '[' + bar + ']';
}

std::string join(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) {
    if (!field.empty()) text.append(kGap).append(field);
  }
  return text;
}

std::string with_bar(const ProgressState& state, const std::string& title, const std::string& rest,
                     size_t columns) {
  const size_t taken = column_count(title) + kGap.size() + column_count(rest);
  if (!has_total(state) || taken + kLeastBarColumns > columns) return title + rest;
  const size_t bar_columns = std::min(columns - taken, kMostBarColumns);
  return title + std::string(kGap) + bar_of(state, bar_columns) + rest;
}

}  // namespace

std::string progress_line(const ProgressState& state, const ProgressTimes& times, size_t columns) {
  const std::string title = title_of(state);
  const std::string amount = amount_of(state);
  const std::string time = time_of(state, times);
  const std::string rests[] = {join({amount, rate_of(state, times), time}), join({amount, time}),
                               join({percent_of(state), time}), join({percent_of(state)})};
  const size_t least = std::min(column_count(title), kLeastTitleColumns);
  for (const std::string& rest : rests) {
    const size_t taken = column_count(rest);
    if (taken + least > columns) continue;
    return with_bar(state, cut_end(title, columns - taken), rest, columns);
  }
  return cut_end(title, columns);
}

}  // namespace jescope
