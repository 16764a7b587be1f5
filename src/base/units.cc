// SPDX-License-Identifier: Apache-2.0
//
// Formats and parses sizes, counts, shares and times.
#include "jescope/base/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace jescope {
namespace {

constexpr std::array<std::string_view, 7> kSuffixes = {"B",   "KiB", "MiB", "GiB",
                                                       "TiB", "PiB", "EiB"};

struct TimeUnit {
  std::string_view name;
  double seconds;
};
constexpr std::array kTimeUnits = std::to_array<TimeUnit>(
    {{"", 1}, {"s", 1}, {"ms", 0.001}, {"m", 60}, {"min", 60}, {"h", 3600}});

// Returns the power of 1024 whose unit shows `bytes` as 1 or more. What would
// round up to 1024.0 goes one unit higher.
size_t fitting_power(double bytes) {
  size_t power = 0;
  while (std::abs(bytes) >= 1023.95 && power + 1 < kSuffixes.size()) {
    bytes /= 1024;
    ++power;
  }
  return power;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Returns the power of 1024 that "", "B", "k", "KB" or "KiB" stands for.
std::optional<int> power_of_suffix(std::string_view suffix) {
  if (suffix.empty() || suffix == "B" || suffix == "b") return 0;
  constexpr std::string_view kLetters = "KMGT";
  const char upper = static_cast<char>(suffix[0] & ~0x20);
  const size_t letter = kLetters.find(upper);
  if (letter == std::string_view::npos) return std::nullopt;
  const std::string_view rest = suffix.substr(1);
  if (!rest.empty() && rest != "B" && rest != "b" && rest != "iB" && rest != "ib") {
    return std::nullopt;
  }
  return static_cast<int>(letter) + 1;
}

}  // namespace

std::string format_bytes(int64_t bytes, ByteUnit unit) {
  const auto exact = static_cast<double>(bytes);
  const size_t power =
      unit == ByteUnit::kAuto ? fitting_power(exact) : static_cast<size_t>(unit) - 1;
  if (power == 0) return fmt::format("{} B", format_count(bytes));
  return fmt::format("{:.1f} {}", std::ldexp(exact, -10 * static_cast<int>(power)),
                     kSuffixes[power]);
}

std::string format_count(int64_t count) {
  std::string digits = fmt::format("{}", count);
  const size_t first = count < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string format_percent(double part, double whole) {
  if (whole == 0) return "-";
  return fmt::format("{:.1f}%", 100 * part / whole);
}

std::optional<int64_t> parse_bytes(std::string_view text) {
  text = trim(text);
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || !(number >= 0)) return std::nullopt;  // "nan" is read too
  const size_t used = static_cast<size_t>(end - text.data());
  const std::optional<int> power = power_of_suffix(trim(text.substr(used)));
  if (!power) return std::nullopt;
  const double bytes = std::ldexp(number, 10 * *power);
  if (bytes >= static_cast<double>(std::numeric_limits<int64_t>::max())) return std::nullopt;
  return static_cast<int64_t>(bytes);
}

std::optional<double> parse_seconds(std::string_view text) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(number) || number < 0) return std::nullopt;
  const std::string_view name = text.substr(static_cast<size_t>(end - text.data()));
  const auto unit = std::ranges::find(kTimeUnits, name, &TimeUnit::name);
  if (unit == kTimeUnits.end()) return std::nullopt;
  return number * unit->seconds;
}

}  // namespace jescope
