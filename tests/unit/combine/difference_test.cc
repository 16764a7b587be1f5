// SPDX-License-Identifier: Apache-2.0
//
// The unit is the byte; a sample's error stands after '~' as in profile_text.h.
#include "jescope/combine/difference.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "jescope/combine/line_up.h"
#include "tests/support/snapshot_text.h"

namespace jescope {
namespace {

Profile sides_of(const std::string& before, const std::string& after) {
  const std::vector<Profile> both = {profile_of(before), profile_of(after)};
  return line_up(both);
}

struct DifferenceCase {
  std::string name;
  std::string before;
  std::string after;
  std::string difference;
  std::string without_shrunk;
};

class Difference : public testing::TestWithParam<DifferenceCase> {};

TEST_P(Difference, Text) {
  const Profile sides = sides_of(GetParam().before, GetParam().after);
  const Profile changes = difference(sides, ChangeError::kBothSides);
  EXPECT_EQ(to_text(changes), GetParam().difference);
  const Profile grown = drop_shrunk(sides, Metric::kInuseSpace);
  EXPECT_EQ(to_text(difference(grown, ChangeError::kBothSides)), GetParam().without_shrunk);
  EXPECT_EQ(changes.baseline, snapshot_totals(sides)[0]);
  EXPECT_TRUE(changes.snapshots.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, Difference,
    testing::Values(
        DifferenceCase{"Nothing", "", "", "", ""},
        DifferenceCase{"Same", "m;f 10/2~4\n", "m;f 10/2~4\n", "", ""},
        DifferenceCase{"Grown", "m;f 10/2~4\n", "m;f 30/5~5\n", "m;f 20/3~9\n", "m;f 20/3~9\n"},
        DifferenceCase{"Shrunk", "m;f 30/5~5\n", "m;f 10/2~4\n", "m;f -20/-3~9\n", ""},
        DifferenceCase{"NewAndGone", "a 5/2~1\n", "b 7/3~2\n", "a -5/-2~1\nb 7/3~2\n", "b 7/3~2\n"},
        DifferenceCase{"FewerAndLarger", "m 10/5~1\n", "m 30/2~2\n", "m 20/-3~3\n", "m 20/-3~3\n"},
        DifferenceCase{"OnlyTheTotalsGrew", "m 1/1/10/10\n", "m 1/1/30/30\n", "m 0/0/20/20\n",
                       "m 0/0/20/20\n"},
        DifferenceCase{"WithoutFrames", " 1/1\n", " 3/3\n", " 2/2\n", " 2/2\n"}),
    [](const auto& row) { return row.param.name; });

struct ScaleCase {
  std::string name;
  std::string before;
  std::string after;
  std::string scaled;  // both snapshots
};

class ScaleToEqualTotals : public testing::TestWithParam<ScaleCase> {};

TEST_P(ScaleToEqualTotals, Text) {
  const Profile sides = sides_of(GetParam().before, GetParam().after);
  EXPECT_EQ(snapshots_to_text(scale_to_equal_totals(sides, Metric::kInuseSpace)),
            GetParam().scaled);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ScaleToEqualTotals,
    testing::Values(
        ScaleCase{"Halved", "a 40/4~8\nb 60/6\n", "a 80/4~8\nb 120/6\n",
                  "-\na 40/4~8\nb 60/6\n-\na 40/2~2\nb 60/3\n"},
        ScaleCase{"Doubled", "a 40/4\n", "a 20/4~1\n", "-\na 40/4\n-\na 40/8~4\n"},
        ScaleCase{"NothingBefore", "", "a 20/4\n", "-\n-\na 20/4\n"},
        ScaleCase{"NothingAfter", "a 20/4\n", "", "-\na 20/4\n-\n"},
        ScaleCase{"NothingOfThatMetric", "a 0/0/8/2\n", "a 5/1/8/2\n",
                  "-\na 0/0/8/2\n-\na 5/1/8/2\n"},
        ScaleCase{"Saturates", "a 9223372036854775807\n", "a 1/2\n",
                  "-\na 9223372036854775807\n-\na 9223372036854775807/9223372036854775807\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
