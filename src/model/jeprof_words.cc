// SPDX-License-Identifier: Apache-2.0
#include "render/jeprof_numbers.h"

#include <fmt/format.h>

namespace jescope {
namespace {

constexpr double kMegabyte = 1024.0 * 1024.0;

bool is_plain(Metric metric, JeprofUnit shown) {
  return unit_of(metric) == Unit::kObjects || shown == JeprofUnit::kBytes;
}

}  // namespace

std::string jeprof_amount(int64_t value, Metric metric, JeprofUnit shown) {
  if (is_plain(metric, shown)) return std::to_string(value);
  return fmt::format("{:.1f}", static_cast<double>(value) / kMegabyte);
}

std::string jeprof_unit(Metric metric, JeprofUnit shown) {
  if (unit_of(metric) == Unit::kObjects) return "objects";
  return shown == JeprofUnit::kBytes ? "B" : "MB";
}

std::string jeprof_share(int64_t value, int64_t whole) {
  if (whole != 0) {
    return fmt::format("{:.1f}%", 100.0 * static_cast<double>(value) / static_cast<double>(whole));
  }
  if (value == 0) return "nan";
  return value > 0 ? "+inf" : "-inf";
}

}  // namespace jescope
