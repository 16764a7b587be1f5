// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/diff_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

Profile sides_of(std::string_view before, std::string_view after) {
  return side_by_side(before, after, Granularity::kFunction);
}

// "before after change sigma state share name", then the total and the rest.
std::string to_text(const DiffTable& table) {
  std::string text;
  for (const DiffRow& row : table.rows) {
    text += fmt::format("{} {} {:+} {} {} {} {}\n", row.change.before.value, row.change.after.value,
                        row.change.value(), row.change.sigma(), state_name(row.state),
                        row.growth_share ? fmt::format("{:.2f}", *row.growth_share) : "-",
                        row_name(table, row, " < "));
  }
  text += fmt::format("total {} {} {:+} {}\n", table.total.before.value, table.total.after.value,
                      table.total.value(), table.total.sigma());
  if (table.rows_left_out == 0) return text;
  return text + fmt::format("{:+} left out {}\n", table.left_out->value(), table.rows_left_out);
}

struct DiffCase {
  std::string name;
  std::string before;
  std::string after;
  DiffRows by = DiffRows::kSelf;
  std::string text;
  Metric metric = Metric::kInuseSpace;
};

class Diff : public testing::TestWithParam<DiffCase> {};

TEST_P(Diff, Text) {
  const DiffCase& row = GetParam();
  const Profile sides = sides_of(row.before, row.after);
  EXPECT_EQ(to_text(build_diff_table(sides, row.metric, ChangeError::kBothSides, row.by)),
            row.text);
}

constexpr auto kBefore = "main;run;load 10\nmain;run;store 40\nmain;old 5\nmain;same 7\n";
constexpr auto kAfter = "main;run;load 40\nmain;run;store 30\nmain;fresh 30\nmain;same 7\n";

INSTANTIATE_TEST_SUITE_P(
    Table, Diff,
    testing::Values(
        DiffCase{"Self", kBefore, kAfter, DiffRows::kSelf,
                 "0 30 +30 0 new 0.50 fresh\n"
                 "10 40 +30 0 grown 0.50 load\n"
                 "40 30 -10 0 shrunk - store\n"
                 "5 0 -5 0 gone - old\n"
                 "total 62 107 +45 0\n"},
        DiffCase{"CumulativeSharesAreOfTheGrowthOfStacks", kBefore, kAfter, DiffRows::kCumulative,
                 "62 107 +45 0 grown 0.75 main\n"
                 "0 30 +30 0 new 0.50 fresh\n"
                 "10 40 +30 0 grown 0.50 load\n"
                 "50 70 +20 0 grown 0.33 run\n"
                 "40 30 -10 0 shrunk - store\n"
                 "5 0 -5 0 gone - old\n"
                 "total 62 107 +45 0\n"},
        DiffCase{"Stacks", kBefore, kAfter, DiffRows::kStacks,
                 "0 30 +30 0 new 0.50 fresh < main\n"
                 "10 40 +30 0 grown 0.50 load < run < main\n"
                 "40 30 -10 0 shrunk - store < run < main\n"
                 "5 0 -5 0 gone - old < main\n"
                 "total 62 107 +45 0\n"},
        DiffCase{"OfEqualChangesGrowthComesFirst", "a 10\nb 10\n", "a 5\nb 15\n", DiffRows::kSelf,
                 "10 15 +5 0 grown 1.00 b\n10 5 -5 0 shrunk - a\ntotal 20 20 +0 0\n"},
        DiffCase{"RecursionCountsOnce", "f;f;g 8\n", "f;f;g 10\n", DiffRows::kCumulative,
                 "8 10 +2 0 grown 1.00 f\n8 10 +2 0 grown 1.00 g\ntotal 8 10 +2 0\n"},
        DiffCase{"StacksThatCancelAreNoRow", "a;f 8\nb;f 2\n", "a;f 2\nb;f 8\n", DiffRows::kSelf,
                 "total 10 10 +0 0\n"},
        DiffCase{"ButTheirErrorCounts", "a;f 8~9\nb;f 2~0\n", "a;f 2~0\nb;f 9~16\n",
                 DiffRows::kSelf, "10 11 +1 5 noise 1.00 f\ntotal 10 11 +1 5\n"},
        DiffCase{"LessThanThreeSigmaIsNoise", "a 100~16\nb 100~9\n", "a 114~9\nb 116~16\n",
                 DiffRows::kSelf,
                 "100 116 +16 5 grown 0.53 b\n100 114 +14 5 noise 0.47 a\ntotal 200 230 +30 "
                 "7.0710678118654755\n"},
        DiffCase{"NoiseAlsoWhereASideHoldsNothing", "a 100~10000\n", "b 100~10000\n",
                 DiffRows::kSelf,
                 "0 100 +100 100 noise 1.00 b\n100 0 -100 100 noise - a\n"
                 "total 100 100 +0 141.4213562373095\n"},
        DiffCase{"EmptyBase", "", "f 8\n", DiffRows::kSelf,
                 "0 8 +8 0 new 1.00 f\ntotal 0 8 +8 0\n"},
        DiffCase{"EverythingGone", "f 8\n", "", DiffRows::kSelf,
                 "8 0 -8 0 gone - f\ntotal 8 0 -8 0\n"},
        DiffCase{"Nothing", "", "", DiffRows::kSelf, "total 0 0 +0 0\n"},
        DiffCase{"Objects", "f 8/1\n", "f 8/3\n", DiffRows::kSelf,
                 "1 3 +2 0 grown 1.00 f\ntotal 1 3 +2 0\n", Metric::kInuseObjects},
        DiffCase{"WithoutFrames", " 8\n", " 9\n", DiffRows::kSelf,
                 "8 9 +1 0 grown 1.00 [no frames]\ntotal 8 9 +1 0\n"},
        DiffCase{"StackWithoutFrames", " 8\n", " 9\n", DiffRows::kStacks,
                 "8 9 +1 0 grown 1.00 [no frames]\ntotal 8 9 +1 0\n"},
        DiffCase{"SumsSaturate", "f 9223372036854775807\ng 9223372036854775807\n",
                 "h 9223372036854775807\n", DiffRows::kSelf,
                 "0 9223372036854775807 +9223372036854775807 0 new 1.00 h\n"
                 "9223372036854775807 0 -9223372036854775807 0 gone - f\n"
                 "9223372036854775807 0 -9223372036854775807 0 gone - g\n"
                 "total 9223372036854775807 9223372036854775807 +0 0\n"}),
    [](const auto& row) { return row.param.name; });

TEST(DiffTable, KeepFirstSaysWhatItLeavesOut) {
  const DiffTable table =
      build_diff_table(sides_of(kBefore, kAfter), Metric::kInuseSpace, ChangeError::kBothSides);
  EXPECT_EQ(to_text(keep_first(keep_first(table, 2), 1)),
            "0 30 +30 0 new 0.50 fresh\ntotal 62 107 +45 0\n+15 left out 3\n");
  EXPECT_EQ(to_text(keep_first(table, 4)), to_text(table));
  EXPECT_EQ(to_text(keep_first(table, 0)), "total 62 107 +45 0\n+45 left out 4\n");
}

TEST(DiffTable, SwappedSidesGiveTheOppositeChange) {
  const DiffTable there =
      build_diff_table(sides_of(kBefore, kAfter), Metric::kInuseSpace, ChangeError::kBothSides);
  const DiffTable back =
      build_diff_table(sides_of(kAfter, kBefore), Metric::kInuseSpace, ChangeError::kBothSides);
  EXPECT_EQ(there.total.value(), -back.total.value());
  ASSERT_EQ(there.rows.size(), back.rows.size());
  for (const DiffRow& row : there.rows) {
    const auto same = std::ranges::find_if(back.rows, [&](const DiffRow& other) {
      return row_name(back, other, "") == row_name(there, row, "");
    });
    ASSERT_NE(same, back.rows.end());
    EXPECT_EQ(row.change.value(), -same->change.value());
  }
}

TEST(DiffTable, ExactSamplingHasNoNoise) {
  const DiffTable table = build_diff_table(sides_of("f 1000000\n", "f 1000001\n"),
                                           Metric::kInuseSpace, ChangeError::kUpperBound);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].state, ChangeState::kGrown);
}

TEST(DiffTable, RowsTellTheirPlace) {
  const DiffTable table =
      build_diff_table(side_by_side("", "f|/src/a.cc:7|/app 8\n", Granularity::kLine),
                       Metric::kInuseSpace, ChangeError::kBothSides);
  ASSERT_EQ(table.rows.size(), 1u);
  const CallFrame& frame = table.frames[table.rows[0].frame];
  EXPECT_EQ(frame.name, "f a.cc:7");
  EXPECT_EQ(frame.file, "/src/a.cc");
  EXPECT_EQ(frame.line, 7u);
  EXPECT_EQ(frame.module, "/app");
}

}  // namespace
}  // namespace jescope
