// SPDX-License-Identifier: Apache-2.0
//
// The line of progress: its words at each width, and when it is drawn.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/progress_display.h"
#include "cli/progress_line.h"
#include "cli/progress_painter.h"
#include "jescope/base/utf8.h"

namespace jescope {
namespace {

using std::chrono::milliseconds;

constexpr uint64_t kMiB = uint64_t{1} << 20;

ProgressState reading(uint64_t done, uint64_t total) {
  return {
      1, {"reading dumps", ProgressUnit::kBytes, total, ProgressPace::kEven}, "12 of 800", done};
}

ProgressState naming(uint64_t done) {
  return {2, {"naming addresses", ProgressUnit::kModules, 12}, "libjvm.so", done};
}

ProgressState naming_of(const std::string& module) {
  return {2, {"naming addresses", ProgressUnit::kModules, 2}, module, 1};
}

struct LineCase {
  const char* name;
  ProgressState state;
  double seconds;  // in the phase
  double idle;     // of these, without advance
  const char* at_40;
  const char* at_80;
  const char* at_200;
};

class ProgressLine : public testing::TestWithParam<LineCase> {};

TEST_P(ProgressLine, FitsItsWidth) {
  const LineCase& row = GetParam();
  const auto line = [&](size_t columns) {
    return progress_line(
        row.state,
        {std::chrono::duration<double>(row.seconds), std::chrono::duration<double>(row.idle)},
        columns);
  };
  EXPECT_EQ(line(40), row.at_40);
  EXPECT_EQ(line(80), row.at_80);
  EXPECT_EQ(line(200), row.at_200);
  for (size_t columns = 0; columns <= 200; ++columns) {
    EXPECT_LE(column_count(line(columns)), columns) << line(columns);
  }
}

INSTANTIATE_TEST_SUITE_P(
    States, ProgressLine,
    testing::Values(
        LineCase{"Begun", reading(1, 100 * kMiB), 0.1, 0, "reading dumps: 12 of 800  0%",
                 "reading dumps: 12 of 800  [>                             ]  1 B of 100.0 MiB",
                 "reading dumps: 12 of 800  [>                             ]  1 B of 100.0 MiB"},
        LineCase{"Even", reading(25 * kMiB, 100 * kMiB), 5, 0,
                 "reading dumps: 12 of 800  25%  15 s left",
                 "reading dumps: 12 of 800  [==>        ]  25.0 of 100.0 MiB  5.0 MiB/s  15 s left",
                 "reading dumps: 12 of 800  [=======>                      ]  25.0 of 100.0 MiB  "
                 "5.0 MiB/s  15 s left"},
        LineCase{"Standstill", reading(25 * kMiB, 100 * kMiB), 60, 4,
                 "reading dumps: 12 of 800  25%",
                 "reading dumps: 12 of 800  [=====>              ]  25.0 of 100.0 MiB  426.7 KiB/s",
                 "reading dumps: 12 of 800  [=======>                      ]  25.0 of 100.0 MiB  "
                 "426.7 KiB/s"},
        LineCase{"TooLittleToTell", reading(kMiB, 1000 * kMiB), 5, 0,
                 "reading dumps: 12 of 800  0%",
                 "reading dumps: 12 of 800  [>                   ]  1.0 of 1000.0 MiB  204.8 KiB/s",
                 "reading dumps: 12 of 800  [>                             ]  1.0 of 1000.0 MiB  "
                 "204.8 KiB/s"},
        LineCase{"HoursLeft", reading(4 * kMiB, 100 * kMiB), 600, 0, "reading dumps: 12 of 800  4%",
                 "reading dumps: 12 of 800  4.0 of 100.0 MiB  6.8 KiB/s  4 h 0 min left",
                 "reading dumps: 12 of 800  [=>                            ]  4.0 of 100.0 MiB  "
                 "6.8 KiB/s  4 h 0 min left"},
        LineCase{"Done", reading(100 * kMiB, 100 * kMiB), 5, 0, "reading dumps: 12 of 800  100%",
                 "reading dumps: 12 of 800  [====================]  100.0 of 100.0 MiB  20.0 MiB/s",
                 "reading dumps: 12 of 800  [==============================]  100.0 of 100.0 MiB  "
                 "20.0 MiB/s"},
        LineCase{"TotalUnknown", reading(25 * kMiB, 0), 5, 0, "reading dumps: 12 of 800  25.0 MiB",
                 "reading dumps: 12 of 800  25.0 MiB  5.0 MiB/s",
                 "reading dumps: 12 of 800  25.0 MiB  5.0 MiB/s"},
        LineCase{"TotalWrong", reading(25 * kMiB, kMiB), 5, 0, "reading dumps: 12 of 800  25.0 MiB",
                 "reading dumps: 12 of 800  25.0 MiB  5.0 MiB/s",
                 "reading dumps: 12 of 800  25.0 MiB  5.0 MiB/s"},
        LineCase{
            "Uneven", naming(3), 4.2, 3, "naming addresses: libjvm.so  25%  4 s",
            "naming addresses: libjvm.so  [======>                    ]  3 of 12 modules  4 s",
            "naming addresses: libjvm.so  [=======>                      ]  3 of 12 modules  4 s"},
        LineCase{"NothingToCount",
                 {3, {"grouping 760,000 stacks"}, "", 0},
                 2,
                 2,
                 "grouping 760,000 stacks  2 s",
                 "grouping 760,000 stacks  2 s",
                 "grouping 760,000 stacks  2 s"},
        LineCase{
            "HostileName", naming_of("evil\x1b[2J\r\n\x9b\xe2\x80\xae" + std::string(300, 'x')), 2,
            2, "naming addresses: evil�[2J  …  50%  2 s",
            "naming addresses: evil�[2J  ��xxxxxxxxxxxxxxxxxxxxxxxxx…  1 of 2 modules  2 s",
            "naming addresses: evil�[2J  "
            "��xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  1 of 2 modules  2 s"},
        LineCase{
            "WideName",
            naming_of("内存分配器内存分配器内存分配器内存分配器内存分配器内存分配器内存分配器"), 2,
            2, "naming addresses: 内存分配器…  50%  2 s",
            "naming addresses: 内存分配器内存分配器内存分配器内存分配器…  1 of 2 modules  2 s",
            "naming addresses: "
            "内存分配器内存分配器内存分配器内存分配器内存分配器内存分配器内存分配器  "
            "[===============>              ]  1 of 2 modules  2 s"}),
    [](const auto& row) { return std::string(row.param.name); });

ProgressPainter::Time at(int ms) {
  return ProgressPainter::Time(milliseconds(ms));
}

TEST(ProgressPainter, WaitsThenDrawsWhatIsNewThenErases) {
  ProgressPainter painter;
  const ProgressState state = naming(3);
  EXPECT_EQ(painter.tick(state, at(0), 60), "");
  EXPECT_EQ(painter.tick(state, at(499), 60), "");
  const std::string first = painter.tick(state, at(500), 60);
  EXPECT_EQ(first, "\rnaming addresses: libjvm.so  [==>        ]  3 of 12 modules\x1b[K");
  EXPECT_EQ(painter.tick(state, at(600), 60), "") << "nothing is new";
  EXPECT_NE(painter.tick(naming(4), at(700), 60), "");
  EXPECT_NE(painter.tick(naming(4), at(800), 50), "") << "the window is another";
  EXPECT_EQ(painter.tick({}, at(900), 60), "\r\x1b[K");
  EXPECT_EQ(painter.tick({}, at(1000), 60), "") << "nothing is left to erase";
}

TEST(ProgressPainter, DrawsAPhaseAtOnceThatFollowsAnother) {
  ProgressPainter painter;
  painter.tick(naming(1), at(0), 60);
  EXPECT_NE(painter.tick({3, {"grouping"}, "", 0}, at(600), 60), "");
}

TEST(ProgressPainter, WaitsAgainAfterAPause) {
  ProgressPainter painter;
  painter.tick(naming(1), at(0), 60);
  painter.tick({}, at(400), 60);
  EXPECT_EQ(painter.tick({3, {"grouping"}, "", 0}, at(600), 60), "");
}

TEST(ProgressPainter, ErasesForWhatIsWrittenBetweenAndDrawsAgain) {
  ProgressPainter painter;
  painter.tick(naming(1), at(0), 60);
  EXPECT_EQ(painter.erase(), "") << "nothing is drawn";
  EXPECT_NE(painter.tick(naming(1), at(600), 60), "");
  EXPECT_EQ(painter.erase(), "\r\x1b[K");
  EXPECT_NE(painter.tick(naming(1), at(700), 60), "");
}

TEST(ProgressPainter, TellsTheTimeOfThePhaseNotOfTheRun) {
  ProgressPainter painter;
  painter.tick(naming(1), at(0), 100);
  painter.tick({3, {"grouping"}, "", 0}, at(60'000), 100);
  EXPECT_EQ(painter.tick({3, {"grouping"}, "", 0}, at(62'500), 100), "\rgrouping  2 s\x1b[K");
}

TEST(ProgressPainter, DrawsNothingWhereThereAreNoColumns) {
  ProgressPainter painter;
  painter.tick(naming(1), at(0), 1);
  EXPECT_EQ(painter.tick(naming(1), at(600), 1), "");
}

// With the thread and the clock of a run.
TEST(ProgressDisplay, ErasesItsLineInTheEnd) {
  std::string drawn;
  {
    ProgressDisplay display(
        {[&drawn](std::string_view bytes) { drawn += bytes; }, [] { return 60; }});
    const ProgressPhase phase(display.progress(), {"long work"});
    std::this_thread::sleep_for(milliseconds(1000));
    display.clear();
  }
  EXPECT_NE(drawn.find("\rlong work"), std::string::npos) << drawn;
  EXPECT_TRUE(drawn.ends_with("\r\x1b[K")) << drawn;
}

TEST(ProgressDisplay, HasNobodyToTellWithoutATerminal) {
  EXPECT_EQ(ProgressDisplay({}).progress(), nullptr);
}

}  // namespace
}  // namespace jescope
