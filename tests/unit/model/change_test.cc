// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/change.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace jescope {
namespace {

// Variances of live and allocated bytes at one moment. Objects of one size: the
// variance counts them.
struct Moment {
  double live = 0;
  double total = 0;

  Values values() const {
    Values values;
    values[Metric::kInuseSpace] = {static_cast<int64_t>(live), live};
    values[Metric::kAllocSpace] = {static_cast<int64_t>(total), total};
    return values;
  }
};

struct VarianceCase {
  std::string name;
  Moment before;
  Moment after;
  double both_sides;
  double counted;
  double counted_of_totals;
};

class ChangeVariance : public testing::TestWithParam<VarianceCase> {
 protected:
  static double variance(ChangeError error, Metric metric) {
    const VarianceCase& row = GetParam();
    return change_between(row.before.values(), row.after.values(), metric, error).variance;
  }
};

TEST_P(ChangeVariance, FollowsFromWhatCameAndWent) {
  const VarianceCase& row = GetParam();
  EXPECT_EQ(variance(ChangeError::kBothSides, Metric::kInuseSpace), row.both_sides);
  EXPECT_EQ(variance(ChangeError::kUpperBound, Metric::kInuseSpace), row.both_sides);
  EXPECT_EQ(variance(ChangeError::kCounted, Metric::kInuseSpace), row.counted);
  EXPECT_EQ(variance(ChangeError::kCounted, Metric::kAllocSpace), row.counted_of_totals);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChangeVariance,
    testing::Values(VarianceCase{"Nothing", {0, 0}, {0, 0}, 0, 0, 0},
                    VarianceCase{"NothingHappened", {100, 500}, {100, 500}, 200, 0, 0},
                    VarianceCase{"OnlyAllocated", {100, 500}, {140, 540}, 240, 40, 40},
                    VarianceCase{"OnlyFreed", {100, 500}, {70, 500}, 170, 30, 0},
                    VarianceCase{"Replaced", {100, 500}, {100, 530}, 200, 60, 30},
                    VarianceCase{"CameAndWentManyTimes", {100, 500}, {100, 9500}, 200, 200, 9000},
                    VarianceCase{"New", {0, 0}, {25, 25}, 25, 25, 25},
                    VarianceCase{"Gone", {25, 25}, {0, 25}, 25, 25, 0},
                    VarianceCase{"TotalsWereReset", {100, 500}, {140, 140}, 240, 40, 0}),
    [](const auto& row) { return row.param.name; });

struct NoiseCase {
  std::string name;
  int64_t before;
  int64_t after;
  double variance;
  bool is_noise;
};

class ChangeNoise : public testing::TestWithParam<NoiseCase> {};

TEST_P(ChangeNoise, IsLessThanThreeSigma) {
  const NoiseCase& row = GetParam();
  EXPECT_EQ((Change{{row.before, 0}, {row.after, 0}, row.variance}).is_noise(), row.is_noise);
  EXPECT_EQ((Change{{row.after, 0}, {row.before, 0}, row.variance}).is_noise(), row.is_noise);
}

INSTANTIATE_TEST_SUITE_P(Table, ChangeNoise,
                         testing::Values(NoiseCase{"NoChange", 5, 5, 0, true},
                                         NoiseCase{"ExactlyKnown", 5, 6, 0, false},
                                         NoiseCase{"Below", 0, 29, 100, true},
                                         NoiseCase{"AtTheBound", 0, 30, 100, false},
                                         NoiseCase{"Above", 0, 31, 100, false}),
                         [](const auto& row) { return row.param.name; });

TEST(Change, ValueSaturates) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  EXPECT_EQ((Change{{2, 0}, {5, 0}, 0}).value(), 3);
  EXPECT_EQ((Change{{-1, 0}, {kMost, 0}, 0}).value(), kMost);
  EXPECT_EQ((Change{{kMost, 0}, {-2, 0}, 0}).value(), kLeast);
}

// What a change of both metrics by that much comes to.
bool is_told_apart(int64_t bytes, int64_t objects, double variance) {
  const auto side = [&](int64_t more_bytes, int64_t more_objects) {
    Values values;
    values[Metric::kInuseSpace] = {1000 + more_bytes, variance};
    values[Metric::kInuseObjects] = {10 + more_objects, variance};
    return values;
  };
  const Metric metric = bytes != 0 ? Metric::kInuseSpace : Metric::kInuseObjects;
  return !change_between(side(0, 0), side(bytes, objects), metric, ChangeError::kCounted)
              .is_noise();
}

TEST(Change, OfRoundingIsNoise) {
  EXPECT_FALSE(is_told_apart(-1, 0, 100));
  EXPECT_FALSE(is_told_apart(1, 0, 100));
  EXPECT_FALSE(is_told_apart(0, -1, 100));
  EXPECT_FALSE(is_told_apart(7, 0, 100));
  EXPECT_TRUE(is_told_apart(8, 1, 100));
}

TEST(Change, OfOneByteCountsWhereEveryAllocationIsRecorded) {
  EXPECT_TRUE(is_told_apart(1, 0, 0));
  EXPECT_TRUE(is_told_apart(0, 1, 0));
}

TEST(Change, SumsSumVariances) {
  Change sum{{1, 10}, {2, 20}, 5};
  sum += Change{{3, 30}, {4, 40}, 6};
  EXPECT_EQ(sum, (Change{{4, 40}, {6, 60}, 11}));
}

TEST(ChangeError, FollowsFromRelationAndTotals) {
  EXPECT_EQ(change_error(Relation::kIndependent, true), ChangeError::kBothSides);
  EXPECT_EQ(change_error(Relation::kIndependent, false), ChangeError::kBothSides);
  EXPECT_EQ(change_error(Relation::kSnapshots, true), ChangeError::kCounted);
  EXPECT_EQ(change_error(Relation::kSnapshots, false), ChangeError::kUpperBound);
}

TEST(ChangeError, IsSaidInDifferentWords) {
  EXPECT_NE(describe(ChangeError::kBothSides), describe(ChangeError::kCounted));
  EXPECT_NE(describe(ChangeError::kCounted), describe(ChangeError::kUpperBound));
}

}  // namespace
}  // namespace jescope
