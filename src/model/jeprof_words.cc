// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/jeprof_words.h"

#include <fmt/format.h>

namespace jescope {
namespace {

constexpr double kMegabyte = 1024.0 * 1024.0;

bool counts_objects(const JeprofAmounts& amounts) {
  return unit_of(amounts.metric) == Unit::kObjects;
}

}  // namespace

std::string jeprof_amount(int64_t value, const JeprofAmounts& amounts) {
  const bool is_plain = counts_objects(amounts) || amounts.bytes == JeprofUnit::kBytes;
  if (is_plain) return std::to_string(value);
  return fmt::format("{:.1f}", static_cast<double>(value) / kMegabyte);
}

std::string jeprof_unit(const JeprofAmounts& amounts) {
  if (counts_objects(amounts)) return "objects";
  return amounts.bytes == JeprofUnit::kBytes ? "B" : "MB";
}

std::string jeprof_share(int64_t value, int64_t whole) {
  if (whole != 0) {
    return fmt::format("{:.1f}%", 100.0 * static_cast<double>(value) / static_cast<double>(whole));
  }
  if (value == 0) return "nan";
  return value > 0 ? "+inf" : "-inf";
}

}  // namespace jescope
