// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/trend.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "summarize/trend/rows.h"
#include "tests/support/series_text.h"

namespace jescope {
namespace {

// "verdict: growth name < caller < caller" of each row.
std::string rows_text(const std::vector<TrendRow>& rows) {
  std::string text;
  for (const TrendRow& row : rows) {
    text += fmt::format("{}: {} {}", trend_verdict_name(row.verdict), row.bytes.growth(), row.name);
    for (const std::string& caller : row.callers) text += " < " + caller;
    text += '\n';
  }
  return text;
}

struct RowsCase {
  std::string name;
  std::string series;
  std::string rows;
};

class TrendRows : public testing::TestWithParam<RowsCase> {};

TEST_P(TrendRows, AreRanked) {
  const Trend trend = build_trend(series_of(GetParam().series, "/bin/app"), {});
  EXPECT_EQ(rows_text(trend.rows), GetParam().rows);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TrendRows,
    testing::Values(
        RowsCase{"SuspectsFirst",
                 "main;steady 100 200 300 400 500 600\n"
                 "main;cache 9000 19000 19000 19000 19000 19000\n"
                 "main;level 70 70 70 70 70 70\n",
                 "leak suspect: 500 steady < main\n"
                 "plateau: 10000 cache < main\n"
                 "stable: 0 level < main\n"},
        // The smaller leak has more objects, and so the second place.
        RowsCase{"ObjectsCountAsWell",
                 "main;a 1000/1 2000/2 3000/3 4000/4 5000/5 6000/6\n"
                 "main;b 100/1 200/2 300/3 400/4 500/5 600/6\n"
                 "main;c 10/10 20/20 30/30 40/40 50/50 60/60\n",
                 "leak suspect: 5000 a < main\n"
                 "leak suspect: 50 c < main\n"
                 "leak suspect: 500 b < main\n"},
        RowsCase{"StacksOfAFunctionTogether",
                 "main;x;f 100 200 300 400 500 600\n"
                 "main;y;f 10 20 30 40 50 60\n",
                 "leak suspect: 550 f < x < main\n"},
        RowsCase{"ALibraryByItsCaller",
                 "main||/bin/app;scan||/bin/app;open||lib.so;block||lib.so 10 20 30 40 50 60\n"
                 "main||/bin/app;flush||/bin/app;add||lib.so;block||lib.so 90 90 90 90 90 90\n",
                 "leak suspect: 50 block < open < scan\n"
                 "stable: 0 block < add < flush\n"},
        RowsCase{"TheProgramIsNoLibrary",
                 "start||libc.so.6;x||/bin/app;f||/bin/app 10 20 30 40 50 60\n"
                 "other||lib.so;x||/bin/app;f||/bin/app 10 20 30 40 50 60\n",
                 "leak suspect: 100 f < x\n"},
        RowsCase{"StandardLibraryIsItsCallers",
                 "main;keep;std::vector<int>::push_back(int) 10 20 30 40 50 60\n"
                 "main;keep 10 20 30 40 50 60\n",
                 "leak suspect: 100 keep < main\n"},
        RowsCase{"OnlyStandardLibrary", "std::thread::run();std::f() 10 20 30 40 50 60\n",
                 "leak suspect: 50 std::f()\n"},
        RowsCase{"RecursionIsNoCaller", "main;deep;deep;deep 10 20 30 40 50 60\n",
                 "leak suspect: 50 deep < main\n"},
        RowsCase{"NamelessCallersAreLeftOut", "main;||lib.so+0x10;f||lib.so 10 20 30 40 50 60\n",
                 "leak suspect: 50 f < main\n"},
        // By growth alone the second place of `scan` would stand before `deep`.
        RowsCase{"RoomForOtherCauses",
                 "scan||/bin/app;f||lib.so 100 200 300 400 500 600\n"
                 "scan||/bin/app;g||lib.so 30 60 90 120 150 180\n"
                 "deep||/bin/app 10 20 30 40 50 60\n",
                 "leak suspect: 500 f < scan\n"
                 "leak suspect: 50 deep\n"
                 "leak suspect: 150 g < scan\n"},
        RowsCase{"ALeakAmongTheCallersOfAHelper",
                 "main;parse;xmalloc 10 900 10 900 10 900 10 900 10\n"
                 "main;keep;xmalloc 1 2 3 4 5 6 7 8 9\n"
                 "main;print;xmalloc 5 5 5 5 5 5 5 5 5\n",
                 "leak suspect: 8 xmalloc < keep < main\n"
                 "sawtooth: 0 xmalloc < parse < main\n"},
        RowsCase{"ALeakBehindAHelperOfAHelper",
                 "main;parse;xstrdup;xmalloc 10 900 10 900 10 900 10 900 10\n"
                 "main;keep;xstrdup;xmalloc 1 2 3 4 5 6 7 8 9\n",
                 "leak suspect: 8 xmalloc < xstrdup < keep\n"
                 "sawtooth: 0 xmalloc < xstrdup < parse\n"},
        RowsCase{"AppearsLate", "f - - - 100 200 300 400 500 600\n", "leak suspect: 600 f\n"},
        RowsCase{"Freed", "f 100 200 300 400 500 -\n", "varies: -100 f\n"},
        RowsCase{"Nothing", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(Trend, TellsTheTotal) {
  const Trend trend = build_trend(series_of("f 10 20 30\ng 1 1 5\n"), {});
  EXPECT_EQ(trend.total.bytes.points, (std::vector<int64_t>{11, 21, 35}));
  EXPECT_EQ(trend.total.bytes.growth(), 24);
  EXPECT_EQ(trend.total.verdict, TrendVerdict::kGrowing);
}

TEST(Trend, TheTotalIsJudgedByTheMetric) {
  const Trend trend =
      build_trend(series_of("f 1/1 900/2 1/3 900/4 1/5 900/6 1/7 900/8 1/9 900/10\n"), {});
  EXPECT_EQ(trend.total.verdict, TrendVerdict::kSawtooth);
  EXPECT_EQ(trend.rows[0].verdict, TrendVerdict::kLeakSuspect);
}

TEST(Trend, TheTotalHasStoppedWithTheRowThatGrew) {
  const std::string sessions =
      "g 10 800 10 800 10 800 10 800 10 800 10 800 10 800 10 800 10 800 10 800\n";
  const std::string line = "f 0 100 200 300 400 500 600 700 800 900 1000 1100 1200 1300 1400 1500";
  const Trend goes_on = build_trend(series_of(sessions + line + " 1600 1700 1800 1900\n"), {});
  EXPECT_EQ(trend_verdict_name(goes_on.total.verdict), "growing");
  const Trend stopped = build_trend(series_of(sessions + line + " 1500 1500 1500 1500\n"), {});
  EXPECT_EQ(rows_text(stopped.rows), "plateau: 1500 f\nsawtooth: 790 g\n");
  EXPECT_EQ(trend_verdict_name(stopped.total.verdict), "plateau");
}

TEST(Trend, TheTotalMayChurn) {
  Profile series = series_of("f 100/1/1000/10 100/1/3000/30 100/1/5000/50\n");
  series.has_totals = true;
  EXPECT_EQ(build_trend(series, {}).total.verdict, TrendVerdict::kChurn);
}

TEST(Trend, StacksTellAllFrames) {
  const Trend trend = build_trend(series_of("main;run;f 10 20 30\nmain;g 5 5 5\n"), {});
  EXPECT_EQ(rows_text(trend.stacks), "growing: 20 f < run < main\n");
}

TEST(Trend, StacksThatDoNotGrowAreLeftOut) {
  const Trend trend = build_trend(
      series_of("f 10 20 30 40 50 60\ncache 9 900 900 900 900 900\nlevel 5000 5001 5002 5003\n"),
      {});
  EXPECT_EQ(rows_text(trend.stacks), "leak suspect: 50 f\n");
  EXPECT_TRUE(build_trend(series_of("cache 9 900 900 900 900 900\n"), {}).stacks.empty());
}

TEST(Trend, ADumpAtExitIsNoStep) {
  Profile series = series_of("f 10 20 30 40 50 60 60\n");
  EXPECT_EQ(build_trend(series, {}).total.verdict, TrendVerdict::kGrowing);
  series.snapshots.back().source = "/dumps/app.7.6.f.heap";
  const Trend trend = build_trend(series, {});
  EXPECT_EQ(trend.total.verdict, TrendVerdict::kLeakSuspect);
  EXPECT_DOUBLE_EQ(trend.total.bytes.slope.per_unit, 10);
  EXPECT_EQ(trend.total.bytes.points.size(), 7u);
}

TEST(Trend, ChurnIsAllocatedByLive) {
  Profile series = series_of(
      "f 100/1/1000/10 100/1/3000/30 100/1/5000/50\n"
      "g 100/1/1000/10 100/1/1000/10 100/1/1000/10\n");
  series.has_totals = true;
  const Trend trend = build_trend(series, {});
  EXPECT_EQ(rows_text(trend.rows), "churn: 0 f\nstable: 0 g\n");
  EXPECT_DOUBLE_EQ(trend.rows[0].churn.value(), 40);
  EXPECT_DOUBLE_EQ(trend.rows[1].churn.value(), 0);
}

TEST(Trend, WithoutTotalsThereIsNoChurn) {
  const Trend trend = build_trend(series_of("f 100/1/1000/10 100/1/3000/30\n"), {});
  EXPECT_FALSE(trend.rows[0].churn.has_value());
}

TEST(Trend, RanksTheMetricAskedFor) {
  TrendOptions options;
  options.metric = Metric::kInuseObjects;
  const Trend trend = build_trend(series_of("f 10/9 20/9\ng 10/1 10/7\n"), options);
  EXPECT_EQ(ranked_series(trend, trend.rows[0]).growth(), 6);
  EXPECT_EQ(trend.rows[0].name, "g");
}

TEST(Trend, WhatWasAllocatedIsNoLeak) {
  TrendOptions options;
  options.metric = Metric::kAllocSpace;
  const Trend trend =
      build_trend(series_of("f 5/1/10/1 5/1/20/2 5/1/30/3 5/1/40/4 5/1/50/5 5/1/60/6\n"), options);
  EXPECT_EQ(rows_text(trend.rows), "growing: 50 f\n");
  EXPECT_EQ(count_rows(trend, TrendVerdict::kLeakSuspect), 0u);
}

struct AxisCase {
  std::string name;
  TrendAxis wanted;
  bool has_times;
  bool has_totals;
  TrendAxis taken;
  std::vector<double> positions;
};

class Axis : public testing::TestWithParam<AxisCase> {};

TEST_P(Axis, IsTakenWhereTheDumpsTellIt) {
  Profile series = series_of("f 1/1/100/1 1/1/300/1 1/1/700/1\n");
  series.has_totals = GetParam().has_totals;
  if (!GetParam().has_times) series.snapshots[1].written_ns = 0;
  TrendOptions options;
  options.axis = GetParam().wanted;
  const Trend trend = build_trend(series, options);
  std::vector<double> positions;
  for (const TrendDump& dump : trend.dumps) positions.push_back(dump.position);
  EXPECT_EQ(trend_axis_name(trend.axis), trend_axis_name(GetParam().taken));
  EXPECT_EQ(positions, GetParam().positions);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Axis,
    testing::Values(
        AxisCase{"Sequence", TrendAxis::kSequence, true, true, TrendAxis::kSequence, {0, 1, 2}},
        AxisCase{"Time", TrendAxis::kFileTime, true, true, TrendAxis::kFileTime, {0, 10, 20}},
        AxisCase{"NoTime", TrendAxis::kFileTime, false, true, TrendAxis::kSequence, {0, 1, 2}},
        AxisCase{"Allocated",
                 TrendAxis::kAllocatedBytes,
                 true,
                 true,
                 TrendAxis::kAllocatedBytes,
                 {100, 300, 700}},
        AxisCase{
            "NoTotals", TrendAxis::kAllocatedBytes, true, false, TrendAxis::kSequence, {0, 1, 2}}),
    [](const auto& row) { return row.param.name; });

TEST(Trend, NumbersThatDoNotAscendArePlaces) {
  Profile series = series_of("f 1 2 3\n");
  for (Snapshot& snapshot : series.snapshots) snapshot.sequence = 0;
  EXPECT_EQ(build_trend(series, {}).dumps[2].position, 2);
}

struct LimitCase {
  std::string name;
  std::string series;
  int64_t limit;
  TrendLimit::State state;
  double expected;
  bool by_suspects = false;
};

class Limit : public testing::TestWithParam<LimitCase> {};

TEST_P(Limit, IsEstimated) {
  TrendOptions options;
  options.limit_bytes = GetParam().limit;
  const Trend trend = build_trend(series_of(GetParam().series), options);
  ASSERT_TRUE(trend.limit.has_value());
  EXPECT_EQ(static_cast<int>(trend.limit->state), static_cast<int>(GetParam().state));
  EXPECT_EQ(trend.limit->by_suspects, GetParam().by_suspects);
  EXPECT_NEAR(trend.limit->expected, GetParam().expected, 0.01);
  EXPECT_LE(trend.limit->soonest, trend.limit->expected);
  EXPECT_GE(trend.limit->latest, trend.limit->expected);
}

constexpr auto kLine = "f 100 200 300 400 500 600 700 800\n";
constexpr auto kLinesUnderACache =
    "cache 0 9000 9000 9000 9000 9000 9000 9000 9000 9000\n"
    "f 10 20 30 40 50 60 70 80 90 100\n"
    "g 5 10 15 20 25 30 35 40 45 50\n";

INSTANTIATE_TEST_SUITE_P(
    Table, Limit,
    testing::Values(LimitCase{"Expected", kLine, 1300, TrendLimit::State::kExpected, 5},
                    LimitCase{"Reached", kLine, 800, TrendLimit::State::kReached, 0},
                    LimitCase{"Far", kLine, 900000, TrendLimit::State::kFar, 8992},
                    LimitCase{"Level", "f 100 100 100 100\n", 200, TrendLimit::State::kNever, 0},
                    LimitCase{"Full", "f 0 500 900 900 900 900 900 900\n", 2000,
                              TrendLimit::State::kNever, 0},
                    LimitCase{"SuspectsUnderACache", kLinesUnderACache, 9300,
                              TrendLimit::State::kExpected, 10, true},
                    LimitCase{"TwoDumps", "f 100 200\n", 900, TrendLimit::State::kNever, 0},
                    LimitCase{"OneDump", "f 100\n", 200, TrendLimit::State::kNever, 0}),
    [](const auto& row) { return row.param.name; });

TEST(Trend, KeepFirstSaysWhatItLeavesOut) {
  const Trend trend = keep_first(
      build_trend(series_of("f 1 10 20 30 40 50\ng 2 4 6 8 10 12\nh 7 7 7 7 7 7\n"), {}), 1, 0);
  EXPECT_EQ(rows_text(trend.rows), "leak suspect: 49 f\n");
  EXPECT_TRUE(trend.stacks.empty());
  EXPECT_EQ(trend.rows_left_out, 2u);
  EXPECT_EQ(trend.growth_left_out, 10);
  EXPECT_EQ(count_rows(trend, TrendVerdict::kLeakSuspect), 2u);
}

struct NameCase {
  std::string name;
  std::string function;
  bool is_standard;
};

class StandardFunction : public testing::TestWithParam<NameCase> {};

TEST_P(StandardFunction, IsKnown) {
  EXPECT_EQ(is_standard_function(GetParam().function), GetParam().is_standard);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StandardFunction,
    testing::Values(
        NameCase{"Member", "std::vector<app::Event>::push_back(app::Event&&)", true},
        NameCase{"WithResult", "app::Event& std::vector<app::Event>::emplace_back<int>(int&&)",
                 true},
        NameCase{"WithSpacesInResult",
                 "std::map<int, long>& std::any_cast<std::map<int, long>&>(std::any&)", true},
        NameCase{"Gnu", "__gnu_cxx::new_allocator<int>::allocate(unsigned long)", true},
        NameCase{"Rust", "<alloc::vec::Vec<T> as core::clone::Clone>::clone", true},
        NameCase{"OurResultIsStandard", "std::string app::read<int>(int)", false},
        NameCase{"OurArgumentIsStandard", "app::keep(std::string const&)", false},
        NameCase{"OurTraitIsStandard", "<app::Event as core::clone::Clone>::clone", false},
        NameCase{"C", "cio_memfs_write", false}, NameCase{"Empty", "", false},
        NameCase{"Unbalanced", "f<<<(", false}, NameCase{"EndsInBlank", "f ", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
