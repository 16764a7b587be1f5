// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/sampling.h"

#include <gtest/gtest.h>

#include <cmath>

namespace jescope::shim {
namespace {

TEST(NaturalLog, AgreesWithTheLibrary) {
  for (double number = 1e-16; number < 1e16; number *= 1.0137) {
    const double exact = std::log(number);
    EXPECT_NEAR(natural_log(number), exact, 1e-14 * std::max(1.0, std::abs(exact))) << number;
  }
}

TEST(SamplingProbability, AgreesWithTheLibrary) {
  for (double ratio = 1e-12; ratio < 100; ratio *= 1.0137) {
    const double exact = -std::expm1(-ratio);
    EXPECT_NEAR(sampling_probability(ratio), exact, 1e-11 * exact) << ratio;
  }
}

// Of `count` gaps so many should be at most `size`: within four standard deviations.
TEST(DrawGap, FollowsTheExponentialLaw) {
  constexpr uint64_t kPeriod = 4096;
  constexpr int kDraws = 200'000;
  Random random;
  random.seed(12345);
  double sum = 0;
  int at_most_quarter = 0;
  int at_most_double = 0;
  for (int i = 0; i < kDraws; ++i) {
    const uint64_t gap = draw_gap(random, kPeriod);
    ASSERT_GE(gap, 1U);
    sum += static_cast<double>(gap);
    at_most_quarter += gap <= uint64_t{kPeriod / 4} ? 1 : 0;
    at_most_double += gap <= uint64_t{kPeriod * 2} ? 1 : 0;
  }
  const auto sigma = [](double p) { return std::sqrt(p * (1 - p) * kDraws); };
  const double quarter = -std::expm1(-0.25);
  const double twice = -std::expm1(-2.0);
  EXPECT_NEAR(sum / kDraws, kPeriod, 4 * kPeriod / std::sqrt(kDraws));
  EXPECT_NEAR(at_most_quarter, quarter * kDraws, 4 * sigma(quarter));
  EXPECT_NEAR(at_most_double, twice * kDraws, 4 * sigma(twice));
}

TEST(DrawGap, OfPeriodOneLetsNothingPass) {
  Random random;
  random.seed(1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(draw_gap(random, 1), 0U);
}

TEST(Random, SeedsThatLieCloseDiffer) {
  Random one;
  Random other;
  one.seed(0);
  other.seed(1);
  int same_bits = 0;
  for (int i = 0; i < 1000; ++i) same_bits += 64 - __builtin_popcountll(one.next() ^ other.next());
  EXPECT_NEAR(same_bits, 32'000, 600);
}

}  // namespace
}  // namespace jescope::shim
