// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/line_fit.h"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace jescope {
namespace {

constexpr double kRandomWalkFactor = 6.0 / 5.0;  // see TrendSlope
constexpr double kNormalQuantile = 1.959964;

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Sums of squares and products around the means.
struct Moments {
  double xx = 0;
  double xy = 0;
  double yy = 0;
};

Moments moments(std::span<const double> x, std::span<const double> y) {
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  Moments sums;
  for (size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mean_x;
    const double dy = y[i] - mean_y;
    sums.xx += dx * dx;
    sums.xy += dx * dy;
    sums.yy += dy * dy;
  }
  return sums;
}

}  // namespace

// Few degrees by the table; else Abramowitz and Stegun 26.7.5, right to 0.1 %.
double student_t(size_t degrees) {
  constexpr std::array<double, 5> kFew = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706};
  if (degrees <= kFew.size()) return kFew[degrees - 1];
  const double z = kNormalQuantile;
  const auto n = static_cast<double>(degrees);
  const double first = (std::pow(z, 3) + z) / 4;
  const double second = (5 * std::pow(z, 5) + 16 * std::pow(z, 3) + 3 * z) / 96;
  const double third =
      (3 * std::pow(z, 7) + 19 * std::pow(z, 5) + 17 * std::pow(z, 3) - 15 * z) / 384;
  return z + first / n + second / (n * n) + third / (n * n * n);
}

TrendSlope fit_slope(std::span<const double> positions, std::span<const double> values,
                     double change_variance) {
  if (positions.size() < 2) return {0, std::numeric_limits<double>::infinity()};
  const Moments sums = moments(positions, values);
  const double slope = sums.xx > 0 ? sums.xy / sums.xx : 0;
  if (positions.size() < 3 || sums.xx <= 0) {
    return {slope, std::numeric_limits<double>::infinity()};
  }
  const size_t degrees = positions.size() - 2;
  const double unexplained = std::max(0.0, sums.yy - slope * sums.xy);
  const double scatter = unexplained / static_cast<double>(degrees) / sums.xx;
  const double span = positions.back() - positions.front();
  const double sampling = kRandomWalkFactor * change_variance / (span * span);
  return {slope, student_t(degrees) * std::sqrt(scatter + sampling)};
}

}  // namespace jescope
