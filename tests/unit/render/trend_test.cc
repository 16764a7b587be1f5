// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/trend.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>

#include "render/fit_name.h"
#include "render/trend/chart_ticks.h"
#include "render/trend/sparkline.h"
#include "tests/support/count_of.h"
#include "tests/support/series_text.h"

namespace jescope {
namespace {

constexpr auto kSeries =
    "main;scan;Cache::insert(int) 1024/1 2048/2 3072/3 4096/4 5120/5 6144/6\n"
    "main;deep;deep;deep 512/8 512/8 512/8 512/8 512/8 512/8\n";

TableStyle style_of(TableFormat format, size_t columns = 0) {
  TableStyle style;
  style.format = format;
  style.columns = columns;
  style.heading = {"server, process 301"};
  return style;
}

std::string rendered(std::string_view series, const TableStyle& style,
                     const TrendOptions& options = {}) {
  return render_trend(build_trend(series_of(series), options), style);
}

TEST(RenderTrend, Text) {
  EXPECT_EQ(
      rendered(kSeries, style_of(TableFormat::kText)),
      "server, process 301\n"
      "6 dumps, sequence 0 to 5; live bytes 1.5 KiB → 6.5 KiB (+5.0 KiB), peak 6.5 KiB\n"
      "Memory grows steadily, to the end; one function looks like a leak: Cache::insert(int).\n"
      "\n"
      "     verdict    growth  objects  per dump, ± 95%  grew   trend  function\n"
      "leak suspect  +5.0 KiB       +5    1.0 KiB ± 0 B   5/5  ▂▃▅▆▇█  Cache::insert(int)\n"
      "              ← scan ← main\n"
      "      stable       0 B        0        0 B ± 0 B   0/5  ██████  deep\n"
      "              ← main\n"
      "\n"
      "Stacks to look at first:\n"
      "\n"
      "#1  leak suspect  +5.0 KiB in +5 objects  ▂▃▅▆▇█\n"
      "    Cache::insert(int)\n"
      "    scan\n"
      "    main\n");
}

TEST(RenderTrend, Markdown) {
  TableStyle style = style_of(TableFormat::kMarkdown);
  style.heading.clear();
  EXPECT_EQ(rendered("f|x 10/1 20/1 40/1\n", style),
            "3 dumps, sequence 0 to 2; live bytes 10 B → 40 B (+30 B), peak 40 B  \n"
            "Memory grows; with fewer than 6 dumps a leak looks like a cache that fills.  \n"
            "\n"
            "| verdict | growth | objects | per dump, ± 95% | grew | trend | function |\n"
            "| ---: | ---: | ---: | ---: | ---: | ---: | :--- |\n"
            "| growing | +30 B | 0 | 15 B ± 37 B | 2/2 | ▃▅█ | `f` |\n"
            "\n"
            "Stacks to look at first:\n"
            "\n"
            "#1  growing  +30 B in 0 objects  ▃▅█\n"
            "\n"
            "    f\n");
}

TEST(RenderTrend, Csv) {
  EXPECT_EQ(rendered("main;\"f\" 10/1 20/2 30/3\n", style_of(TableFormat::kCsv)),
            "name,callers,file,module,verdict,first,last,peak,growth,growth_sigma,slope,slope_low,"
            "slope_high,steps_grown,steps_shrunk,monotone_score,churn,bytes_growth,objects_growth"
            "\r\n"
            "\"\"\"f\"\"\",main,,,growing,10,30,30,20,0,10.0,10.0,10.0,2,0,1.0,,20,2\r\n");
}

TEST(RenderTrend, Json) {
  TrendOptions options;
  options.limit_bytes = 10240;
  const std::string json = rendered(kSeries, style_of(TableFormat::kJson), options);
  for (const std::string part :
       {R"("schema":"jescope/trend/1")", R"("metric":"inuse_space")", R"("axis":"sequence")",
        R"({"path":"/dumps/d.1.heap","sequence":1,"position":1.0,"total":2560})",
        R"j("name":"Cache::insert(int)")j", R"("callers":["scan","main"])",
        R"("verdict":"leak suspect","first":1024,"last":6144,"peak":6144,"growth":5120)",
        R"("slope":1024.0)", R"("steps_grown":5,"steps_shrunk":0,"monotone_score":1.0)",
        R"("points":[1,2,3,4,5,6])", R"("limit":{"bytes":10240,"state":"expected","expected":3.5)",
        R"("basis":"total")", R"("recent_slope":1024.0)", R"("leak_suspects":1)",
        R"("churn":null)"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << " in " << json;
  }
}

TEST(RenderTrend, JsonOfTwoDumpsHasNoInterval) {
  EXPECT_NE(rendered("f 10 20\n", style_of(TableFormat::kJson)).find(R"("slope_low":null)"),
            std::string::npos);
}

TEST(RenderTrend, NarrowTextFitsWithoutSlopes) {
  const std::string text = rendered(kSeries, style_of(TableFormat::kText, 80));
  EXPECT_EQ(text.find("per dump"), std::string::npos);
  EXPECT_NE(text.find("leak suspect  +5.0 KiB       +5   5/5  ▂▃▅▆▇█  Cache::insert(int)\n"),
            std::string::npos)
      << text;
}

TEST(RenderTrend, DeepRecursionIsOneLine) {
  std::string stack = "main";
  for (int i = 0; i < 100; ++i) stack += ";deep";
  const std::string text = rendered(stack + " 10 20 30\n", style_of(TableFormat::kText));
  EXPECT_NE(text.find("    deep (100 times)\n    main\n"), std::string::npos) << text;
}

struct SentenceCase {
  std::string name;
  std::string series;
  std::string sentence;
};

class Sentence : public testing::TestWithParam<SentenceCase> {};

TEST_P(Sentence, InPlainWords) {
  EXPECT_EQ(trend_sentence(build_trend(series_of(GetParam().series), {})), GetParam().sentence);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Sentence,
    testing::Values(
        SentenceCase{"Leaks", "f 10 20 30 40 50 60\ng 10 20 30 40 50 60\n",
                     "Memory grows steadily, to the end; 2 functions look like leaks."},
        SentenceCase{"CallPaths",
                     "main||/bin/app;scan||/bin/app;block||lib.so 10 20 30 40 50 60\n"
                     "main||/bin/app;flush||/bin/app;block||lib.so 10 20 30 40 50 60\n",
                     "Memory grows steadily, to the end; 2 call paths look like leaks."},
        SentenceCase{
            "Plateau", "f 100 500 900 900 900 900 900 900\n",
            "Memory has grown and then stopped: a plateau; no function looks like a leak."},
        SentenceCase{"Sawtooth", "f 1 50 90 1 50 90 1 50 90 1 50\n",
                     "Memory goes up and comes down again; no function looks like a leak."},
        SentenceCase{"Shrinks", "f 60 50 40 30 20 10\n",
                     "Memory shrinks; no function looks like a leak."},
        SentenceCase{"ShrinksInTwoDumps", "f 321 161\n",
                     "Memory shrinks; with fewer than 6 dumps a leak looks like a cache that "
                     "fills."},
        SentenceCase{"RisesAndFalls", "f 10 50 90 150 250 200 100 50 10 60 140\n",
                     "Memory goes up and down, in no lasting direction; no function looks like a "
                     "leak."},
        SentenceCase{"AboutLevel", "f 1000 1010 1000 1010 1000 1015\n",
                     "Memory is about level; no function looks like a leak."},
        SentenceCase{"LeakUnderAPlateau",
                     "f 1 2 3 4 5 6 7 8 9\ng 100 500 900 900 900 900 900 900 900\n",
                     "Memory has grown and then stopped: a plateau, but one function looks like a "
                     "leak: f."},
        SentenceCase{"LeakUnderSawtooth",
                     "f 10 20 30 40 50 60 70 80 90\ng 1 500 900 1 500 900 1 500 900\n",
                     "Memory goes up and comes down again, but one function looks like a leak: f."},
        SentenceCase{"Level", "f 10 10 10 10 10 10\n",
                     "Memory does not change beyond noise; no function looks like a leak."},
        SentenceCase{"Few", "f 10 10\n",
                     "Memory does not change beyond noise; with fewer than 6 dumps a leak looks "
                     "like a cache that fills."}),
    [](const auto& row) { return row.param.name; });

struct LimitCase {
  std::string name;
  int64_t limit;
  TrendAxis axis;
  std::string sentence;
};

class LimitSentence : public testing::TestWithParam<LimitCase> {};

TEST_P(LimitSentence, IsInTheHeading) {
  TrendOptions options;
  options.limit_bytes = GetParam().limit;
  options.axis = GetParam().axis;
  const std::string text = rendered(kSeries, style_of(TableFormat::kText), options);
  EXPECT_NE(text.find("\n" + GetParam().sentence + "\n\n"), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, LimitSentence,
    testing::Values(
        LimitCase{"Dumps", 10240, TrendAxis::kSequence, "10.0 KiB is reached in about 4 dumps."},
        LimitCase{"Time", 10240, TrendAxis::kFileTime, "10.0 KiB is reached in about 35 seconds."},
        LimitCase{"OneSecond", 6756, TrendAxis::kFileTime, "6.6 KiB is reached in about 1 second."},
        LimitCase{"Reached", 1024, TrendAxis::kSequence, "1.0 KiB is reached already."},
        LimitCase{"Far", 1 << 30, TrendAxis::kSequence,
                  "1.0 GiB is not reached before about 1,048,570 dumps (at 95 %)."}),
    [](const auto& row) { return row.param.name; });

struct LimitOfSeries {
  std::string name;
  std::string series;
  std::string sentence;
};

class LimitBasis : public testing::TestWithParam<LimitOfSeries> {};

TEST_P(LimitBasis, IsSaid) {
  TrendOptions options;
  options.limit_bytes = 9000;
  const std::string text = rendered(GetParam().series, style_of(TableFormat::kText), options);
  EXPECT_NE(text.find("\n" + GetParam().sentence + "\n\n"), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, LimitBasis,
    testing::Values(
        LimitOfSeries{"Suspects", "f 1 2 3 4 5 6 7 8 9\ng 100 500 900 900 900 900 900 900 900\n",
                      "8.8 KiB is not reached before about 8,091 dumps (at 95 %), by the growth of "
                      "the leak suspects alone."},
        LimitOfSeries{"Nothing", "g 100 500 900 900 900 900 900 900 900\n",
                      "8.8 KiB is never reached at this pace."},
        LimitOfSeries{"TwoDumps", "f 100 200\n",
                      "8.8 KiB: the growth is too uncertain to tell when it is reached."}),
    [](const auto& row) { return row.param.name; });

TEST(RenderTrend, ALateLeakHasItsPresentPace) {
  const std::string text =
      rendered("f 0 0 0 0 0 0 0 0 100 200 300 400 500 600 700\n", style_of(TableFormat::kText));
  EXPECT_NE(text.find("now 100 B ± 0 B"), std::string::npos) << text;
}

TEST(RenderTrend, ChurnIsExplainedAndCapped) {
  Profile series = series_of("f 1/1/1/1 1/1/9/1 1/1/99999/1\n");
  series.has_totals = true;
  const std::string text = render_trend(build_trend(series, {}), style_of(TableFormat::kText));
  EXPECT_NE(text.find("> 9999x"), std::string::npos) << text;
  EXPECT_NE(text.find("churn: bytes allocated over the series ÷ bytes live"), std::string::npos);
}

class HeadingWidth : public testing::TestWithParam<size_t> {};

TEST_P(HeadingWidth, IsKept) {
  const size_t columns = GetParam();
  const std::string text = rendered(kSeries, style_of(TableFormat::kText, columns));
  std::istringstream heading(text.substr(0, text.find("\n\n")));
  std::string whole;
  for (std::string line; std::getline(heading, line);) {
    EXPECT_LE(column_count(line), columns) << line;
    whole += line.substr(line.find_first_not_of(' ')) + ' ';
  }
  EXPECT_NE(whole.find("one function looks like a leak: Cache::insert(int). "), std::string::npos)
      << text;
}

INSTANTIATE_TEST_SUITE_P(Table, HeadingWidth, testing::Values(40, 60, 80, 200));

struct SparkCase {
  std::string name;
  std::vector<int64_t> values;
  std::string line;
};

class Spark : public testing::TestWithParam<SparkCase> {};

TEST_P(Spark, Line) {
  EXPECT_EQ(sparkline(GetParam().values), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(Table, Spark,
                         testing::Values(SparkCase{"Grows", {0, 1, 2, 3, 4, 5, 6, 7}, "▁▂▃▄▅▆▇█"},
                                         SparkCase{"Level", {5, 5}, "██"},
                                         SparkCase{"Zero", {0, 0}, "▁▁"},
                                         SparkCase{"Negative", {-5, 5}, "▁█"},
                                         SparkCase{"Largest", {INT64_MAX, 0, INT64_MAX}, "█▁█"},
                                         SparkCase{"None", {}, ""}),
                         [](const auto& row) { return row.param.name; });

struct TicksCase {
  std::string name;
  double low;
  double high;
  size_t most;
  Unit unit;
  std::vector<double> ticks;
};

class Ticks : public testing::TestWithParam<TicksCase> {};

TEST_P(Ticks, AreRound) {
  const TicksCase& row = GetParam();
  EXPECT_EQ(axis_ticks(row.low, row.high, row.most, row.unit), row.ticks);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Ticks,
    testing::Values(
        TicksCase{"Bytes", 0, 100, 4, Unit::kBytes, {0, 32, 64, 96}},
        TicksCase{"Objects", 0, 100, 5, Unit::kObjects, {0, 20, 40, 60, 80, 100}},
        TicksCase{"FromTheMiddle", 7, 23, 4, Unit::kObjects, {10, 15, 20}},
        TicksCase{"Fractions", 0, 0.5, 5, Unit::kObjects, {0, .1, .2, .30000000000000004, .4, .5}},
        TicksCase{"NoRange", 5, 5, 4, Unit::kObjects, {}},
        TicksCase{"NotANumber", 0, NAN, 4, Unit::kBytes, {}}),
    [](const auto& row) { return row.param.name; });

std::string chart_of(std::string_view series, const TrendOptions& options = {}) {
  return render_trend_svg(build_trend(series_of(series), options), "title");
}

TEST(TrendChart, StacksTheGrowersOverTheRest) {
  const std::string svg = chart_of(kSeries);
  EXPECT_EQ(count_of(svg, "<path class=\"area"), 2u);
  EXPECT_NE(svg.find("Cache::insert(int) ← scan ← main"), std::string::npos);
  EXPECT_NE(svg.find("everything else"), std::string::npos);
  EXPECT_NE(svg.find("sequence number of the dump"), std::string::npos);
  EXPECT_NE(svg.find("<title>d.1.heap: 2.5 KiB</title>"), std::string::npos);
}

TEST(TrendChart, HasNoScriptAndNoForeignMarkup) {
  const std::string svg = render_trend_svg(
      build_trend(series_of("<script>alert(1)</script>\"'&\x1b]0;x 1000 2000 3000\n"), {}),
      "</svg><script>");
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(count_of(svg, "</svg>"), 1u);
  EXPECT_EQ(svg.find('\x1b'), std::string::npos);
  EXPECT_EQ(svg.find("http"), svg.find("http://www.w3.org/2000/svg"));
}

TEST(TrendChart, TellsThePeakOfASawtooth) {
  const std::string svg = chart_of("f 100 9000 100 9000 100 9000 100 9000\n");
  EXPECT_NE(svg.find("up to 8.8 KiB, sawtooth"), std::string::npos) << svg;
}

// Outlines closer than a few pixels would hide what they enclose.
TEST(TrendChart, OutlinesAreasOfFewDumpsOnly) {
  std::string series = "f";
  for (int i = 0; i < 30; ++i) series += fmt::format(" {}", 100 * i);
  EXPECT_EQ(chart_of(series + '\n').find("class=\"area bare"), std::string::npos);
  for (int i = 30; i < 60; ++i) series += fmt::format(" {}", 100 * i);
  EXPECT_EQ(count_of(chart_of(series + '\n'), "class=\"area bare"), 2u);
}

TEST(TrendChart, DrawsALimitThatIsNear) {
  TrendOptions options;
  options.limit_bytes = 8192;
  EXPECT_NE(chart_of(kSeries, options).find("limit 8.0 KiB"), std::string::npos);
  options.limit_bytes = 1 << 30;
  EXPECT_EQ(chart_of(kSeries, options).find("class=\"limit\""), std::string::npos);
}

class Degenerate : public testing::TestWithParam<std::string> {};

TEST_P(Degenerate, IsDrawnAndWritten) {
  const std::string svg = chart_of(GetParam());
  EXPECT_EQ(svg.find("nan"), std::string::npos) << svg;
  EXPECT_EQ(svg.find("inf"), std::string::npos) << svg;
  for (const TableFormat format : {TableFormat::kText, TableFormat::kJson, TableFormat::kCsv}) {
    const std::string text = rendered(GetParam(), style_of(format, 60));
    EXPECT_EQ(text.find("nan"), std::string::npos) << text;
    EXPECT_FALSE(text.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Degenerate,
                         testing::Values("", "f 1000\n", "f 0 0 0\n", "f - - 9\n",
                                         "f 9223372036854775807 1 9223372036854775807\n"
                                         "g 9223372036854775807 1 9223372036854775807\n"));

TEST(TrendChart, OfAThousandDumpsIsSmall) {
  std::string series;
  for (int row = 0; row < 12; ++row) {
    series += fmt::format("function_with_quite_a_long_name_{}(int)", row);
    for (int dump = 0; dump < 1000; ++dump) {
      series += fmt::format(" {}", dump * 1009 * (row + 1) + dump * 7919 % 1000 * 997);
    }
    series += '\n';
  }
  const std::string svg = chart_of(series);
  EXPECT_EQ(count_of(svg, "<path class=\"area"), 8u);
  EXPECT_LT(svg.size(), 200'000u);
}

}  // namespace
}  // namespace jescope
