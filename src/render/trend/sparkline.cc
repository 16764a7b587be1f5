// SPDX-License-Identifier: Apache-2.0
#include "render/trend/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace jescope {
namespace {

constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::string sparkline(std::span<const int64_t> values) {
  if (values.empty()) return "";
  const auto largest = static_cast<double>(std::ranges::max(values));
  std::string line;
  for (const int64_t value : values) {
    const double part = largest > 0 ? std::max(0.0, static_cast<double>(value)) / largest : 0;
    line += kBars[static_cast<size_t>(std::lround(part * (kBars.size() - 1)))];
  }
  return line;
}

}  // namespace jescope
