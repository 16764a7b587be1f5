// SPDX-License-Identifier: Apache-2.0
//
// Which allocations are sampled. Every byte that is asked for is chosen with the
// probability 1/period, on its own; an allocation with a chosen byte is sampled. So the
// bytes between two chosen ones follow an exponential law, one of `size` bytes is
// sampled with the probability 1-exp(-size/period), and a thread needs to count down only.
#pragma once

#include <cstdint>

namespace jescope::shim {

/// xorshift64*: small, and good enough in its upper bits (Marsaglia 2003, Vigna 2014).
class Random {
 public:
  /// Any seed will do.
  void seed(uint64_t seed);

  uint64_t next();

 private:
  uint64_t state_ = 0;
};

/// Returns the natural logarithm of a positive normal number, to about 1e-14 of it.
/// libm is not at hand.
double natural_log(double number);

/// Returns 1-exp(-ratio) for a ratio above 0: how probably an allocation of so many periods
/// is sampled. To about 1e-12 of it.
double sampling_probability(double ratio);

/// Returns the bytes up to the next chosen one, itself included, of mean `period_bytes`;
/// 0 where every allocation is sampled, those of no byte, too.
uint64_t draw_gap(Random& random, uint64_t period_bytes);

}  // namespace jescope::shim
