// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/line_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace jescope {
namespace {

std::vector<double> count_up(size_t count) {
  std::vector<double> values;
  for (size_t i = 0; i < count; ++i) values.push_back(static_cast<double>(i));
  return values;
}

struct StudentCase {
  size_t degrees;
  double quantile;  // of the usual tables
};

class Student : public testing::TestWithParam<StudentCase> {};

TEST_P(Student, Quantile) {
  EXPECT_NEAR(student_t(GetParam().degrees), GetParam().quantile, 0.005);
}

INSTANTIATE_TEST_SUITE_P(Table, Student,
                         testing::Values(StudentCase{1, 12.706}, StudentCase{2, 4.303},
                                         StudentCase{4, 2.776}, StudentCase{6, 2.447},
                                         StudentCase{10, 2.228}, StudentCase{30, 2.042},
                                         StudentCase{998, 1.962}));

TEST(FitSlope, OfAStraightLineIsCertain) {
  const TrendSlope slope = fit_slope({{0, 2, 4, 6}}, {{5, 11, 17, 23}}, 0);
  EXPECT_DOUBLE_EQ(slope.per_unit, 3);
  EXPECT_NEAR(slope.half_width, 0, 1e-6);
}

// Around the line of slope 1.4 through (0, 0), (1, 2), (2, 2), (3, 4), (4, 6) the
// squares add up to 1.2, so the slope's variance is 1.2 / 3 / 10.
TEST(FitSlope, ScatterWidensTheInterval) {
  const TrendSlope slope = fit_slope({{0, 1, 2, 3, 4}}, {{0, 2, 2, 4, 6}}, 0);
  EXPECT_NEAR(slope.per_unit, 1.4, 1e-9);
  EXPECT_NEAR(slope.half_width, 3.1824 * std::sqrt(1.2 / 3 / 10), 1e-6);
}

TEST(FitSlope, SamplingWidensTheInterval) {
  const TrendSlope slope = fit_slope({{0, 1, 2, 3, 4}}, {{0, 2, 4, 6, 8}}, 16);
  EXPECT_NEAR(slope.half_width, 3.1824 * std::sqrt(1.2 * 16 / (4 * 4)), 1e-3);
}

TEST(FitSlope, OfFewDumpsHasNoInterval) {
  EXPECT_TRUE(std::isinf(fit_slope({}, {}, 0).half_width));
  EXPECT_TRUE(std::isinf(fit_slope({{1}}, {{5}}, 0).half_width));
  const TrendSlope of_two = fit_slope({{1, 2}}, {{5, 8}}, 0);
  EXPECT_DOUBLE_EQ(of_two.per_unit, 3);
  EXPECT_TRUE(std::isinf(of_two.half_width));
}

TEST(FitSlope, AtOnePlaceIsLevel) {
  EXPECT_EQ(fit_slope({{3, 3, 3}}, {{1, 2, 3}}, 0).per_unit, 0);
}

// A leak of 50 objects a dump, each sampled with probability 1/10: what is
// sampled stays sampled, so errors add up along the series.
TEST(FitSlope, IntervalHoldsTheTruthAsOftenAsItSays) {
  constexpr int kSeries = 2000;
  constexpr double kProbability = 0.1;
  const std::vector<double> positions = count_up(40);
  std::mt19937_64 random(20261121);
  std::binomial_distribution<int> sampled(50, kProbability);
  int held = 0;
  for (int i = 0; i < kSeries; ++i) {
    int count = sampled(random);
    const int first = count;
    std::vector<double> estimates;
    for (size_t dump = 0; dump < positions.size(); ++dump, count += sampled(random)) {
      estimates.push_back(count / kProbability);
    }
    const double grown = estimates.back() * kProbability - first;
    const double variance = grown * (1 - kProbability) / (kProbability * kProbability);
    const TrendSlope slope = fit_slope(positions, estimates, variance);
    held += slope.low() <= 50 && 50 <= slope.high();
  }
  EXPECT_GT(held, kSeries * 0.93);
  EXPECT_LT(held, kSeries * 0.99);
}

}  // namespace
}  // namespace jescope
