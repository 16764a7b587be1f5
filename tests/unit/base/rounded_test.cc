// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/rounded.h"

#include <gtest/gtest.h>

#include <limits>

namespace jescope {
namespace {

TEST(Rounded, IsTheNearestWholeNumber) {
  EXPECT_EQ(rounded(0.5), 1);
  EXPECT_EQ(rounded(-0.5), -1);
  EXPECT_EQ(rounded(2.4), 2);
  EXPECT_EQ(rounded(1e15 + 0.5), 1'000'000'000'000'001);
}

TEST(Rounded, EndsWhereInt64Ends) {
  EXPECT_EQ(rounded(9.3e18), INT64_MAX);
  EXPECT_EQ(rounded(-9.3e18), INT64_MIN);
  EXPECT_EQ(rounded(std::numeric_limits<double>::infinity()), INT64_MAX);
  EXPECT_EQ(rounded(static_cast<double>(INT64_MAX)), INT64_MAX);
}

}  // namespace
}  // namespace jescope
