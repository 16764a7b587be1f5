// SPDX-License-Identifier: Apache-2.0
//
// The expected numbers follow from the formulas of normalize/scale.h, written
// out here a second time.
#include "jescope/normalize/scale.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace jescope {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr uint64_t kPeriod = 524288;

struct ExactCase {
  std::string name;
  Counts counts;
  Scaling scaling;
  uint64_t period_bytes;
};

// Counts that are no sample are taken as they are, without an error.
class Unscaled : public testing::TestWithParam<ExactCase> {};

TEST_P(Unscaled, AsItIs) {
  const auto& [name, counts, scaling, period_bytes] = GetParam();
  const Values values = scale(counts, scaling, period_bytes);
  EXPECT_EQ(values[Metric::kInuseObjects],
            (Estimate{static_cast<int64_t>(counts.live_objects), 0}));
  EXPECT_EQ(values[Metric::kInuseSpace], (Estimate{static_cast<int64_t>(counts.live_bytes), 0}));
  EXPECT_EQ(values[Metric::kAllocObjects],
            (Estimate{static_cast<int64_t>(counts.total_objects), 0}));
  EXPECT_EQ(values[Metric::kAllocSpace], (Estimate{static_cast<int64_t>(counts.total_bytes), 0}));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Unscaled,
    testing::Values(ExactCase{"EveryAllocation", {3, 24, 5, 40}, Scaling::kNone, 1},
                    ExactCase{"NoPeriod", {3, 24, 5, 40}, Scaling::kPoisson, 0},
                    ExactCase{"Nothing", {0, 0, 0, 0}, Scaling::kPoisson, kPeriod},
                    ExactCase{"ObjectsWithoutBytes", {3, 0, 3, 0}, Scaling::kPoisson, kPeriod},
                    ExactCase{"BytesWithoutObjects", {0, 64, 0, 64}, Scaling::kPoisson, kPeriod},
                    ExactCase{"RatioOfLargeObjects",
                              {2, 4 * kPeriod, 2, 4 * kPeriod},
                              Scaling::kRatio,
                              kPeriod}),
    [](const auto& row) { return row.param.name; });

struct ScaledCase {
  std::string name;
  uint64_t objects;
  uint64_t bytes;
  uint64_t period_bytes;
};

class Poisson : public testing::TestWithParam<ScaledCase> {};

TEST_P(Poisson, FollowsTheFormula) {
  const auto& [name, objects, bytes, period_bytes] = GetParam();
  const double n = static_cast<double>(objects);
  const double a = static_cast<double>(bytes) / n;
  const long double periods = a / static_cast<long double>(period_bytes);
  const auto p = static_cast<double>(1 - std::exp(-periods));
  const Values values = scale({objects, bytes, objects, bytes}, Scaling::kPoisson, period_bytes);
  EXPECT_EQ(values[Metric::kInuseObjects].value, std::llround(n / p));
  EXPECT_EQ(values[Metric::kInuseSpace].value, std::llround(static_cast<double>(bytes) / p));
  const double of_objects = n * (1 - p) / (p * p);
  const double of_bytes = n * (a / p) * (a / p) * (1 - p);
  EXPECT_NEAR(values[Metric::kInuseObjects].variance, of_objects, of_objects * 1e-6 + 1e-6);
  EXPECT_NEAR(values[Metric::kInuseSpace].variance, of_bytes, of_bytes * 1e-6 + 1e-3);
  EXPECT_EQ(values[Metric::kAllocObjects], values[Metric::kInuseObjects]);
  EXPECT_EQ(values[Metric::kAllocSpace], values[Metric::kInuseSpace]);
}

INSTANTIATE_TEST_SUITE_P(Table, Poisson,
                         testing::Values(ScaledCase{"SmallObjects", 57, 57 * 1024, kPeriod},
                                         ScaledCase{"MeanOfOnePeriod", 10, 10 * kPeriod, kPeriod},
                                         ScaledCase{"LargeObjects", 3, 30 * kPeriod, kPeriod},
                                         ScaledCase{"MixedSizes", 7, 123457, 4096},
                                         ScaledCase{"ShortPeriod", 1000, 64000, 2}),
                         [](const auto& row) { return row.param.name; });

// 1 MiB of small objects at the default period is uncertain by 71 %.
TEST(Scale, RelativeErrorOfASmallSite) {
  const Values values = scale({2, 2 * 64, 0, 0}, Scaling::kPoisson, kPeriod);
  const Estimate& bytes = values[Metric::kInuseSpace];
  EXPECT_NEAR(static_cast<double>(bytes.value), 2.0 * kPeriod, 100);
  EXPECT_NEAR(bytes.sigma() / static_cast<double>(bytes.value), std::sqrt(0.5), 1e-3);
}

TEST(Scale, RatioIsTheMeanSizeInPeriods) {
  const Values values = scale({4, 4 * 100, 0, 0}, Scaling::kRatio, 1000);
  EXPECT_EQ(values[Metric::kInuseObjects].value, 40);
  EXPECT_EQ(values[Metric::kInuseSpace].value, 4000);
}

// jemalloc distorts each record for the formula, so a sum of records scaled
// is not the scaled sum.
TEST(Scale, ScalingComesBeforeAdding) {
  const Counts small{10, 10 * 8, 0, 0};
  const Counts large{1, 4 << 20, 0, 0};
  Counts both = small;
  both += large;
  const Values added = scale(both, Scaling::kPoisson, kPeriod);
  Values scaled = scale(small, Scaling::kPoisson, kPeriod);
  scaled += scale(large, Scaling::kPoisson, kPeriod);
  EXPECT_EQ(scaled[Metric::kInuseSpace].value, 9438632);
  EXPECT_EQ(added[Metric::kInuseSpace].value, 8116357);
  EXPECT_EQ(scaled[Metric::kInuseObjects].value, 655366);
  EXPECT_EQ(added[Metric::kInuseObjects].value, 21);
}

TEST(Scale, Saturates) {
  const auto most = static_cast<uint64_t>(kMost);
  const Values values = scale({most, most, most, most}, Scaling::kPoisson, kPeriod);
  for (const Metric metric : kAllMetrics) {
    EXPECT_EQ(values[metric].value, kMost);
    EXPECT_TRUE(std::isfinite(values[metric].variance));
  }
}

TEST(Scale, LongestPeriodStaysFinite) {
  const Values values = scale({1, 1, 1, 1}, Scaling::kPoisson, UINT64_MAX);
  for (const Metric metric : kAllMetrics) {
    EXPECT_EQ(values[metric].value, kMost);
    EXPECT_TRUE(std::isfinite(values[metric].variance));
  }
}

}  // namespace
}  // namespace jescope
