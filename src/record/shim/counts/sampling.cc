// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/sampling.h"

#include <bit>

namespace jescope::shim {

void Random::seed(uint64_t seed) {
  // splitmix64 parts seeds that lie close together; the state must not be zero.
  uint64_t mixed = seed + 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  state_ = (mixed ^ (mixed >> 31)) | 1;
}

uint64_t Random::next() {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return state_ * 0x2545f4914f6cdd1d;
}

// With number = m * 2^e, 1/sqrt(2) < m < sqrt(2), and t = (m-1)/(m+1):
//   ln number = e ln 2 + 2 (t + t^3/3 + t^5/5 + ...)
double natural_log(double number) {
  constexpr double kLn2 = 0.693147180559945309417;
  constexpr double kSqrt2 = 1.41421356237309504880;
  constexpr uint64_t kMantissa = (uint64_t{1} << 52) - 1;
  const auto bits = std::bit_cast<uint64_t>(number);
  auto exponent = static_cast<int>((bits >> 52) & 0x7ff) - 1023;
  auto mantissa = std::bit_cast<double>((bits & kMantissa) | (uint64_t{1023} << 52));
  if (mantissa > kSqrt2) {
    mantissa /= 2;
    ++exponent;
  }
  const double t = (mantissa - 1) / (mantissa + 1);
  const double square = t * t;
  double sum = 0;
  for (int k = 19; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return exponent * kLn2 + 2 * t * sum;
}

// With f(x) = 1-exp(-x): f(2x) = f(x) (2-f(x)), and near 0 the series x - x^2/2 + ...
double sampling_probability(double ratio) {
  if (ratio > 40) return 1;
  int doublings = 0;
  for (; ratio > 0x1p-4; ratio /= 2) ++doublings;
  double term = ratio;
  double sum = 0;
  for (int k = 2; k <= 9; ++k) {
    sum += term;
    term *= -ratio / k;
  }
  for (; doublings > 0; --doublings) sum *= 2 - sum;
  return sum;
}

uint64_t draw_gap(Random& random, uint64_t period_bytes) {
  if (period_bytes == 1) return 0;
  // 53 bits, moved to the middle of their step: neither 0 nor 1.
  const double uniform = (static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53;
  const double gap = -natural_log(uniform) * static_cast<double>(period_bytes);
  return static_cast<uint64_t>(gap) + 1;
}

}  // namespace jescope::shim
