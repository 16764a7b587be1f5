// SPDX-License-Identifier: Apache-2.0
//
// Following a process as a user does it: trend, watch and merge on small files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "tests/unit/cli/dump_folder.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Series : public DumpFolder {
 protected:
  // Twelve dumps: `leak` grows steadily, `cache` fills, `work` comes and goes.
  void write_series(int first = 0, int last = 12) const {
    for (int i = first; i < last; ++i) write(name(i), state(i));
  }
  static std::string name(int i) {
    return "a.1." + std::to_string(i) + ".i" + std::to_string(i) + ".heap";
  }
  static std::vector<NamedStack> state(int i) {
    const auto n = static_cast<uint64_t>(i);
    const uint64_t filled = std::min<uint64_t>(n, 4) * kMiB;
    return {{"main;leak", 10 + n * 10, (10 + n * 10) * 100000},
            {"main;cache", 1 + filled / 4096, 4096 + filled},
            {"main;work", 1 + n % 3, (1 + n % 3) * 100000}};
  }
};

TEST_F(Series, TrendNamesTheLeak) {
  write_series();
  const Outcome outcome = run({"trend", folder_, "--format", "csv"});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, testing::ContainsRegex("leak.*leak suspect"));
  EXPECT_THAT(outcome.output, testing::ContainsRegex("cache.*plateau"));
  EXPECT_EQ(run({"trend", folder_, "--fail-on", "leak-suspects>0"}).exit_status, 1);
}

TEST_F(Series, OrdersBySequenceAndChoosesDumps) {
  write_series();
  const auto dumps = [&](std::vector<std::string> options) {
    const std::string text = run({"trend", folder_, "--format", "json"}, options).output;
    size_t count = 0;
    for (size_t at = text.find("\"sequence\":"); at != std::string::npos;
         at = text.find("\"sequence\":", at + 1)) {
      ++count;
    }
    return count;
  };
  EXPECT_EQ(dumps({}), 12u);
  EXPECT_EQ(dumps({"--last", "5"}), 5u);
  EXPECT_EQ(dumps({"--skip-warmup", "2"}), 10u);
  EXPECT_EQ(dumps({"--skip-warmup", "50%"}), 6u);
  EXPECT_EQ(dumps({"--every", "3"}), 4u);
  const std::string text = run({"trend", folder_, "--format", "json"}).output;
  EXPECT_LT(text.find("a.1.9.i9"), text.find("a.1.10.i10"));
}

TEST_F(Series, PatternsAreExpandedWhereNoShellDoes) {
  write_series();
  const Outcome outcome = run({"trend", folder_ + "/a.1.?.i*.heap"});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, HasSubstr("10 dumps"));
  EXPECT_EQ(run({"trend", folder_ + "/b.*.heap"}).exit_status, 3);
}

TEST_F(Series, LeavesOutEmptiedFinalDumpsAndChildren) {
  write_series();
  write("a.1.12.f.heap", {{"main;rest", 1, 10}});
  write("a.2.0.i0.heap", state(3));
  write("a.2.1.i1.heap", state(3));
  const Outcome outcome = run({"trend", folder_});
  EXPECT_THAT(outcome.errors, HasSubstr("exit handlers have freed"));
  EXPECT_THAT(outcome.errors, HasSubstr("a child forked from a, process 1"));
  EXPECT_THAT(outcome.output, Not(HasSubstr("process 2")));
  EXPECT_THAT(run({"trend", folder_, "--all"}).output, HasSubstr("process 2"));
}

// One rule: what trend leaves out is not what a folder stands for.
TEST_F(Series, FolderStandsForTheDumpBeforeAnEmptiedFinalOne) {
  write_series();
  write("a.1.12.f.heap", {{"main;leak", 80, 8000000}, {"main;cache", 1025, 4 * kMiB + 4096}});
  const std::string newest = path(name(11));
  for (const char* command : {"top", "tree", "traces"}) {
    const Outcome outcome = run({command, folder_, "--format", "json"});
    EXPECT_EQ(outcome.output, run({command, newest, "--format", "json"}).output) << command;
    EXPECT_THAT(outcome.errors, HasSubstr(newest + " is used, the newest before it of 13 dumps"))
        << command;
  }
  const auto changed = [&](const std::string& after) {
    return run({"diff", path(name(0)), after, "--fail-on", "total>12MiB", "--format", "csv"});
  };
  EXPECT_EQ(changed(folder_).output, changed(newest).output);
  EXPECT_EQ(changed(folder_).exit_status, 1);
  EXPECT_EQ(changed(path("a.1.12.f.heap")).exit_status, 0);
}

TEST_F(Series, ProcessesOfOneNumberAreToldApart) {
  write_series(0, 4);
  for (int i = 4; i < 8; ++i) write(name(i), state(i), {1, 9});  // began again, in its container
  Outcome outcome = run({"trend", folder_});
  EXPECT_THAT(outcome.errors, HasSubstr("2 processes, told apart by their maps"));
  EXPECT_THAT(outcome.output, HasSubstr("process 1 (2 of 2)"));
  EXPECT_THAT(run({"trend", folder_, "--all"}).output, HasSubstr("8 dumps"));
  fs::create_directories(path("other"));
  for (int i = 0; i < 3; ++i) write("other/" + name(i), state(i), {1, 5});
  outcome = run({"trend", folder_, path("other")});
  EXPECT_THAT(outcome.output, HasSubstr("other/a, process 1"));
}

TEST_F(Series, NewestTakesTheProcessThatWroteLast) {
  write_series(0, 3);
  for (int i = 0; i < 3; ++i) write("a.7." + std::to_string(i) + ".i1.heap", state(i), {1, 4});
  fs::last_write_time(path("a.7.2.i1.heap"),
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_EQ(run({"trend", folder_, "-o", path("x.svg")}).exit_status, 2);
  EXPECT_EQ(run({"trend", folder_, "-o", path("x.svg"), "--newest"}).exit_status, 0);
  EXPECT_THAT(run({"trend", folder_, "--newest"}).output, HasSubstr("process 7"));
}

TEST_F(Series, DumpsWithoutNumbersAreOrderedByTheirTimes) {
  const auto write_at = [&](const std::string& file, int i) {
    write(file, state(i));
    fs::last_write_time(path(file), fs::file_time_type::clock::now() + std::chrono::hours(i - 100));
  };
  write_at("before.heap", 0);
  write_at("after.heap", 8);
  const std::string text = run({"trend", folder_, "--format", "json"}).output;
  EXPECT_LT(text.find("before.heap"), text.find("after.heap"));
}

TEST_F(Series, OneDumpIsNoTrend) {
  write_series(0, 1);
  const Outcome outcome = run({"trend", path(name(0))});
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("at least two dumps"));
}

TEST_F(Series, DrawsAChart) {
  write_series();
  EXPECT_EQ(run({"trend", folder_, "-o", path("trend.svg")}).exit_status, 0);
  std::ifstream file(path("trend.svg"));
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_THAT(text, HasSubstr("<svg"));
  EXPECT_THAT(text, HasSubstr("leak"));
}

// What `watch` prints of `folder` over `looks` looks; `happens` is told the number
// of each before it, from 1.
std::string watched(const std::string& folder, int looks, const std::function<void(int)>& happens) {
  std::string printed;
  int look = 0;
  Surroundings surroundings;
  surroundings.print = [&](std::string_view text) {
    printed += text;
    return true;
  };
  surroundings.complain = [](std::string_view) {};
  surroundings.wait = [&](double) {
    happens(++look);
    return look < looks;
  };
  const std::vector<std::string> arguments = {"watch", folder};
  EXPECT_EQ(run_command_line(arguments, surroundings).exit_status, 0);
  return printed;
}

TEST_F(Series, WatchReportsEachDumpOnce) {
  write_series(0, 3);
  const std::string printed = watched(folder_, 8, [&](int look) {
    if (look == 1) write_text(name(3), named_dump(state(3)).substr(0, 300));  // half of it
    if (look == 4) write(name(3), state(3));
  });
  EXPECT_THAT(printed, HasSubstr("#2: "));
  EXPECT_THAT(printed, HasSubstr("#3: "));
  EXPECT_EQ(printed.find("#3: "), printed.rfind("#3: "));
  EXPECT_THAT(printed, HasSubstr("since #0 "));
  EXPECT_THAT(printed, HasSubstr("leak +"));
}

TEST_F(Series, WatchSeesAProcessBeginAgain) {
  write_series(0, 3);
  const std::string printed = watched(folder_, 5, [&](int look) {
    if (look != 1) return;  // the same names, another process
    for (int i = 0; i < 3; ++i) fs::remove(path(name(i)));
    write(name(0), {{"main;other", 1, kMiB}}, {1, 9});
  });
  EXPECT_THAT(printed, HasSubstr("#0: 1.0 MiB"));
}

TEST_F(Series, WatchEndsWhenItsLinesCannotBeWritten) {
  write_series(0, 3);
  Surroundings surroundings;
  surroundings.print = [](std::string_view) { return false; };
  surroundings.complain = [](std::string_view) {};
  surroundings.wait = [](double) { return true; };
  const std::vector<std::string> arguments = {"watch", folder_};
  EXPECT_EQ(run_command_line(arguments, surroundings).exit_status, 4);
}

TEST_F(Series, WatchOnceFailsWhereNothingCanBeRead) {
  write_text("x.heap", "no dump at all\n");
  Surroundings surroundings;
  surroundings.print = [](std::string_view) { return true; };
  surroundings.complain = [](std::string_view) {};
  std::vector<std::string> arguments = {"watch", "--once", path("x.heap")};
  EXPECT_EQ(run_command_line(arguments, surroundings).exit_status, 3);
  arguments.back() = "-";
  EXPECT_EQ(run_command_line(arguments, surroundings).exit_status, 2);
}

TEST_F(Series, MergedDumpReadsBack) {
  write_series(0, 3);
  EXPECT_EQ(run({"merge", folder_, "--rule", "max", "-o", path("merged.heap")}).exit_status, 0);
  const Outcome outcome = run({"export", "--to", "folded", path("merged.heap")});
  EXPECT_THAT(outcome.output, HasSubstr("main;leak 3000000\n"));
  EXPECT_THAT(outcome.output, HasSubstr("main;work 300000\n"));
}

}  // namespace
}  // namespace jescope
