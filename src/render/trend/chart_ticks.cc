// SPDX-License-Identifier: Apache-2.0
#include "render/trend/chart_ticks.h"

#include <cmath>

namespace jescope {
namespace {

double round_step(double least, Unit unit) {
  if (unit == Unit::kBytes) return std::exp2(std::ceil(std::log2(least)));
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10 * power;
}

}  // namespace

std::vector<double> axis_ticks(double low, double high, size_t most, Unit unit) {
  std::vector<double> ticks;
  const double range = high - low;
  if (!(range > 0) || !std::isfinite(range) || most == 0) return ticks;
  const double least = unit == Unit::kBytes ? 1.0 : range / 1e9;
  const double step = round_step(std::max(range / static_cast<double>(most), least), unit);
  const double first = std::ceil(low / step);
  for (size_t i = 0; i <= most; ++i) {
    const double tick = (first + static_cast<double>(i)) * step;
    if (tick > high * (1 + 1e-9) + 1e-12) break;
    ticks.push_back(tick);
  }
  return ticks;
}

}  // namespace jescope
