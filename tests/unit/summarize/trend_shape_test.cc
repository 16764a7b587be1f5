// SPDX-License-Identifier: Apache-2.0
#include "summarize/trend/shape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

#include "jescope/base/rounded.h"

namespace jescope {
namespace {

using Curve = std::function<double(size_t)>;

SummedSeries sums_of(const Curve& curve, size_t dumps, double sigma) {
  SummedSeries sums;
  for (size_t i = 0; i < dumps; ++i) sums.values.push_back(curve(i));
  sums.variances.assign(dumps, sigma * sigma);
  sums.change_variance = sigma * sigma;
  sums.recent_variance = sigma * sigma / 2;
  sums.first.value = rounded(sums.values.front());
  sums.last.value = rounded(sums.values.back());
  return sums;
}

TrendSeries describe(const Curve& curve, size_t dumps, double sigma) {
  std::vector<double> positions;
  for (size_t i = 0; i < dumps; ++i) positions.push_back(static_cast<double>(i));
  return describe_series(Metric::kInuseSpace, sums_of(curve, dumps, sigma), positions,
                         (dumps - 1) / 2);
}

struct VerdictCase {
  std::string name;
  TrendVerdict verdict;
  size_t dumps;
  Curve curve;
  double sigma = 0;  // of the sampling
};

class Verdict : public testing::TestWithParam<VerdictCase> {};

TEST_P(Verdict, IsTold) {
  const TrendSeries series = describe(GetParam().curve, GetParam().dumps, GetParam().sigma);
  EXPECT_EQ(trend_verdict_name(series.verdict), trend_verdict_name(GetParam().verdict));
}

double ramp(size_t i) {
  return 100 * static_cast<double>(i);
}

Curve filling(double dumps_until_full) {
  return [=](size_t i) { return 1000 * std::min(1.0, static_cast<double>(i) / dumps_until_full); };
}

Curve teeth(size_t period, double rise_of_floor) {
  return [=](size_t i) {
    return 100 * static_cast<double>(i % period) + rise_of_floor * static_cast<double>(i / period);
  };
}

Curve jump_at(size_t dump) {
  return [=](size_t i) { return i < dump ? 100.0 : 1000.0; };
}

// As where each tooth is sampled once before and once after it falls.
double rising_teeth(size_t i) {
  return 600 * static_cast<double>(i) / 39 + (i % 2 == 0 ? 1000.0 : 0.0);
}

// Repeats a pattern that looks random and is the same everywhere.
double jitter(size_t i) {
  return static_cast<double>((i * 7919 + 13) % 101) / 101 - 0.5;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Verdict,
    testing::Values(VerdictCase{"Line", TrendVerdict::kLeakSuspect, 20, ramp},
                    VerdictCase{"LongLine", TrendVerdict::kLeakSuspect, 1000, ramp},
                    VerdictCase{"SixDumps", TrendVerdict::kLeakSuspect, 6, ramp},
                    VerdictCase{"FiveDumps", TrendVerdict::kGrowing, 5, ramp},
                    VerdictCase{"TwoDumps", TrendVerdict::kGrowing, 2, ramp},
                    VerdictCase{"OneDump", TrendVerdict::kStable, 1, ramp},
                    VerdictCase{"LineOnMuchMore", TrendVerdict::kLeakSuspect, 20,
                                [](size_t i) { return 1e6 + ramp(i); }},
                    VerdictCase{"NoisyLine", TrendVerdict::kLeakSuspect, 60,
                                [](size_t i) { return ramp(i) + 400 * jitter(i); }, 200},
                    VerdictCase{"StartsHalfway", TrendVerdict::kLeakSuspect, 30,
                                [](size_t i) { return i < 15 ? 0 : ramp(i - 15); }},
                    VerdictCase{"GrowsWithinNoise", TrendVerdict::kStable, 20, ramp, 1000},
                    VerdictCase{"FewLargeBlocks", TrendVerdict::kGrowing, 30,
                                [](size_t i) { return 1e6 * static_cast<double>(i / 8); }},
                    VerdictCase{"Fills", TrendVerdict::kPlateau, 30, filling(12)},
                    VerdictCase{"FillsLate", TrendVerdict::kPlateau, 30, filling(22)},
                    VerdictCase{"StopsNearTheEnd", TrendVerdict::kPlateau, 56, filling(49)},
                    VerdictCase{"StopsAfterFourFifths", TrendVerdict::kPlateau, 70, filling(57)},
                    VerdictCase{"StopsOfFewDumps", TrendVerdict::kPlateau, 18, filling(12)},
                    VerdictCase{"StopsAmongNoise", TrendVerdict::kPlateau, 70,
                                [](size_t i) { return filling(57)(i) + 20 * jitter(i); }, 20},
                    VerdictCase{"StopsTooLateToTell", TrendVerdict::kLeakSuspect, 70, filling(67)},
                    VerdictCase{"RestsAsBefore", TrendVerdict::kLeakSuspect, 70,
                                [](size_t i) { return ramp(i - i % 10); }},
                    VerdictCase{"StartUp", TrendVerdict::kPlateau, 60, filling(3)},
                    VerdictCase{"FillsAndTrembles", TrendVerdict::kPlateau, 50,
                                [](size_t i) { return filling(3)(i) + 200 * jitter(i); }},
                    VerdictCase{"Jumps", TrendVerdict::kPlateau, 30, jump_at(12)},
                    VerdictCase{"Teeth", TrendVerdict::kSawtooth, 30, teeth(6, 0)},
                    VerdictCase{"TeethThatEndHigh", TrendVerdict::kSawtooth, 29, teeth(10, 0)},
                    VerdictCase{"TeethOnAGrowingFloor", TrendVerdict::kGrowing, 36, teeth(6, 100)},
                    VerdictCase{"TeethOfNoise", TrendVerdict::kStable, 30, teeth(2, 0), 100},
                    VerdictCase{"OneFall", TrendVerdict::kVaries, 20,
                                [](size_t i) { return i < 10 ? ramp(i) : ramp(19 - i); }},
                    VerdictCase{"Level", TrendVerdict::kStable, 20, [](size_t) { return 5000.0; }},
                    VerdictCase{"NearlyLevel", TrendVerdict::kStable, 40,
                                [](size_t i) { return 5000 + 100 * jitter(i); }},
                    VerdictCase{"Shrinks", TrendVerdict::kShrinking, 20,
                                [](size_t i) { return 5000 - ramp(i); }},
                    VerdictCase{"ShrinksWithinNoise", TrendVerdict::kStable, 20,
                                [](size_t i) { return 5000 - ramp(i); }, 1000},
                    VerdictCase{"ShrinksByLittle", TrendVerdict::kStable, 20,
                                [](size_t i) { return 1e6 - ramp(i); }},
                    VerdictCase{"HalvesInTwoDumps", TrendVerdict::kShrinking, 2,
                                [](size_t i) { return i == 0 ? 32.1 : 16.1; }},
                    VerdictCase{"FallsInOneStep", TrendVerdict::kShrinking, 30,
                                [](size_t i) { return 1100 - jump_at(12)(i); }},
                    VerdictCase{"Wave", TrendVerdict::kVaries, 39,
                                [](size_t i) {
                                  return 1100 - 1000 * std::cos(static_cast<double>(i) / 4.8);
                                }},
                    VerdictCase{"TeethOfTwoDumps", TrendVerdict::kSawtooth, 39, rising_teeth},
                    VerdictCase{"TeethOfTwoDumpsInWindows", TrendVerdict::kSawtooth, 200,
                                [](size_t i) { return i % 2 == 0 ? 1000.0 : 10.0; }},
                    VerdictCase{"SmallTeeth", TrendVerdict::kStable, 60,
                                [](size_t i) { return i % 5 == 0 ? 1040.0 : 960.0; }},
                    VerdictCase{"ThreeUnits", TrendVerdict::kStable, 20,
                                [](size_t i) { return static_cast<double>(i / 5); }},
                    VerdictCase{"TeethOfThreeUnits", TrendVerdict::kStable, 353,
                                [](size_t i) { return i % 100 == 50 ? 4.0 : 1.0; }},
                    VerdictCase{"Nothing", TrendVerdict::kStable, 20, [](size_t) { return 0.0; }}),
    [](const auto& row) { return row.param.name; });

TEST(DescribeSeries, CountsStepsAndPeak) {
  const std::vector<double> values = {10, 30, 30, 20, 40};
  const TrendSeries series = describe([&](size_t i) { return values[i]; }, values.size(), 0);
  EXPECT_EQ(series.steps_grown, 2u);
  EXPECT_EQ(series.steps_shrunk, 1u);
  EXPECT_EQ(series.peak, 40);
  EXPECT_EQ(series.growth(), 30);
  EXPECT_EQ(series.spark, (std::vector<int64_t>{10, 30, 30, 20, 40}));
}

TEST(DescribeSeries, OfManyDumpsHasAShortSpark) {
  const TrendSeries series = describe(ramp, 1000, 0);
  EXPECT_EQ(series.spark.size(), kTrendSparkCells);
}

struct ScoreCase {
  std::string name;
  std::vector<double> values;
  double score;
};

class Score : public testing::TestWithParam<ScoreCase> {};

TEST_P(Score, IsGamma) {
  EXPECT_DOUBLE_EQ(monotone_score(GetParam().values), GetParam().score);
}

INSTANTIATE_TEST_SUITE_P(Table, Score,
                         testing::Values(ScoreCase{"Grows", {1, 2, 3}, 1},
                                         ScoreCase{"GrowsInSteps", {1, 1, 3, 3}, 1},
                                         ScoreCase{"Shrinks", {3, 2, 1}, -1},
                                         ScoreCase{"Level", {2, 2, 2}, 0},
                                         ScoreCase{"OnePairOfThree", {1, 3, 2}, 1.0 / 3},
                                         ScoreCase{"One", {1}, 0}, ScoreCase{"None", {}, 0}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
