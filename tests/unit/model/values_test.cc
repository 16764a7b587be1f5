// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/values.h"

#include <gtest/gtest.h>

#include <limits>

#include "jescope/model/dump.h"

namespace jescope {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

TEST(Estimate, SumsSaturate) {
  EXPECT_EQ(Estimate({kMost, 1}) + Estimate({1, 2}), (Estimate{kMost, 3}));
  EXPECT_EQ(Estimate({kLeast, 1}) + Estimate({-1, 2}), (Estimate{kLeast, 3}));
  EXPECT_EQ(Estimate({kMost, 0}) + Estimate({-1, 0}), (Estimate{kMost - 1, 0}));
}

TEST(Estimate, SigmaIsTheRootOfTheVariance) {
  EXPECT_EQ(Estimate({0, 9}).sigma(), 3);
}

TEST(Values, EmptyWhenAllValuesAreZero) {
  Values values;
  EXPECT_TRUE(values.empty());
  values[Metric::kAllocObjects].value = 1;
  EXPECT_FALSE(values.empty());
}

TEST(Counts, SumsSaturateAtTheLargestEstimate) {
  Counts counts{1, static_cast<uint64_t>(kMost), 3, 4};
  counts += Counts{1, 1, 1, 1};
  EXPECT_EQ(counts, (Counts{2, static_cast<uint64_t>(kMost), 4, 5}));
}

TEST(Metric, NamesAreThoseOfTheCommandLine) {
  EXPECT_EQ(metric_name(Metric::kInuseSpace), "inuse_space");
  EXPECT_EQ(metric_name(Metric::kInuseObjects), "inuse_objects");
  EXPECT_EQ(metric_name(Metric::kAllocSpace), "alloc_space");
  EXPECT_EQ(metric_name(Metric::kAllocObjects), "alloc_objects");
}

}  // namespace
}  // namespace jescope
