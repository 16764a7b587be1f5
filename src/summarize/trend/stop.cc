// SPDX-License-Identifier: Apache-2.0
//
//   ▁▂▃▄▅▆▇██   what the line through ▁▂▃▄▅▆▇ foretells is missed by far
#include "summarize/trend/stop.h"

#include <algorithm>
#include <cmath>

#include "summarize/trend/line_fit.h"

namespace jescope {
namespace {

// The last steps tell that growth has stopped: this part of all and at least so
// many, where there are so many times as many before them to compare with.
constexpr size_t kTailPart = 10;
constexpr size_t kTailsBefore = 3;
constexpr size_t kLeastTailSteps = 4;
constexpr double kMostTailPace = 0.25;
constexpr double kLeastSigmas = 5;

// The pace of `steps` steps from dump `begin` on.
double rate(std::span<const double> positions, std::span<const double> values, size_t begin,
            size_t steps) {
  const double span = positions[begin + steps] - positions[begin];
  return span > 0 ? (values[begin + steps] - values[begin]) / span : 0;
}

double least_rate(std::span<const double> positions, std::span<const double> values, size_t steps) {
  double least = rate(positions, values, 0, steps);
  for (size_t begin = 1; begin + steps < values.size(); ++begin) {
    least = std::min(least, rate(positions, values, begin, steps));
  }
  return least;
}

// The variance of a single step's growth: blocks may be large and come unevenly.
double step_variance(std::span<const double> values) {
  const auto steps = static_cast<double>(values.size() - 1);
  const double mean = (values.back() - values.front()) / steps;
  double squares = 0;
  for (size_t i = 1; i < values.size(); ++i) {
    squares += std::pow(values[i] - values[i - 1] - mean, 2);
  }
  return squares / steps;
}

// What the last steps should have grown by, and how sure that is.
struct Forecast {
  double growth = 0;
  double sigma = 0;
};

Forecast foretell(std::span<const double> positions, std::span<const double> values, size_t steps,
                  double change_variance) {
  const auto before = values.first(values.size() - steps);
  const double part = static_cast<double>(steps) / static_cast<double>(values.size() - 1);
  const TrendSlope line =
      fit_slope(positions.first(before.size()), before, change_variance * (1 - part));
  const double span = positions.back() - positions[before.size() - 1];
  const double of_line = line.half_width / student_t(before.size() - 2) * span;
  const double of_steps = static_cast<double>(steps) * step_variance(before);
  return {line.per_unit * span, std::hypot(of_line, std::sqrt(change_variance * part + of_steps))};
}

bool is_flat_after(std::span<const double> positions, std::span<const double> values, size_t steps,
                   double change_variance) {
  const size_t before = values.size() - steps;
  const double gain = values.back() - values[before - 1];
  const Forecast forecast = foretell(positions, values, steps, change_variance);
  if (gain > kMostTailPace * forecast.growth) return false;
  if (forecast.growth - gain <= kLeastSigmas * forecast.sigma) return false;
  return rate(positions, values, before - 1, steps) <
         least_rate(positions.first(before), values.first(before), steps);
}

}  // namespace

bool has_stopped(std::span<const double> positions, std::span<const double> values,
                 double change_variance) {
  const size_t all = values.size() - 1;
  size_t steps = std::max(kLeastTailSteps, all / kTailPart);
  while (kTailsBefore * steps + steps <= all) {
    if (is_flat_after(positions, values, steps, change_variance)) return true;
    steps += std::max<size_t>(1, steps / 4);
  }
  return false;
}

}  // namespace jescope
