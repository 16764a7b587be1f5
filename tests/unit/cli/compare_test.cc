// SPDX-License-Identifier: Apache-2.0
//
// Comparing dumps as a user does it: diff, --base, gates, trend and watch on
// small files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/named_dump.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr uint64_t kMiB = 1 << 20;

class Compare : public testing::Test {
 protected:
  Compare() { fs::create_directories(folder_); }
  ~Compare() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  std::string write(const std::string& name, const std::vector<NamedStack>& stacks,
                    const NamedDumpOptions& options = {}) const {
    return write_text(name, named_dump(stacks, options));
  }
  std::string write_text(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }

  // Two processes that hold 10 MiB and 13 MiB.
  std::vector<std::string> grown_pair() const {
    return {
        write("a.1.0.m0.heap", {{"main;cache", 10, 8 * kMiB}, {"main;parse", 2, 2 * kMiB}}),
        write("b.2.0.m0.heap",
              {{"main;cache", 12, 10 * kMiB}, {"main;parse", 1, kMiB}, {"main;log", 1, 2 * kMiB}},
              {1, 7})};
  }

  Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& more = {}) const {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_command_line(arguments, {});
  }

  const std::string folder_ = temp_path("compare");
};

TEST_F(Compare, DiffListsWhatChangedByName) {
  const Outcome outcome = run({"diff", "--format", "csv"}, grown_pair());
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, HasSubstr("cache,"));
  EXPECT_THAT(outcome.output, HasSubstr("log,"));
  EXPECT_THAT(outcome.output, HasSubstr("parse,"));
  EXPECT_THAT(outcome.output, Not(HasSubstr("main,")));
  EXPECT_EQ(outcome.errors, "");
}

TEST_F(Compare, DiffTellsHowErrorsWereReckoned) {
  const std::vector<NamedStack> before = {{"main;cache", 100, 100 * 4096}};
  const std::vector<NamedStack> after = {{"main;cache", 150, 150 * 4096}};
  const std::string first = write("a.1.0.i0.heap", before, {524288, 1});
  const std::string second = write("a.1.1.i1.heap", after, {524288, 1});
  const std::string other = write("a.9.1.i1.heap", after, {524288, 2});
  EXPECT_THAT(run({"diff", first, second}).output, HasSubstr("one process without prof_accum"));
  EXPECT_THAT(run({"diff", first, other}).output, HasSubstr("two processes"));
  EXPECT_THAT(run({"diff", "--assume", "independent", first, second}).output,
              HasSubstr("two processes"));
  EXPECT_THAT(run({"diff", second, first}).errors, HasSubstr("is newer than"));
}

TEST_F(Compare, DiffOfOneDumpWithItselfIsEmpty) {
  const std::string dump = write("x.heap", {{"main;cache", 10, 8 * kMiB}});
  const Outcome outcome = run({"diff", dump, dump, "--format", "json", "--fail-on", "total>0%"});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("\"rows\":[]"));
}

TEST_F(Compare, BuildsLineUpByNormalizedNames) {
  const std::string before = write("old.heap", {{"main;parse(int) [clone .constprop.0]", 1, kMiB},
                                                {"main;Map<int>::put", 1, kMiB}});
  const std::string after =
      write("new.heap", {{"main;parse(int)", 1, kMiB}, {"main;Map<long>::put", 1, kMiB}}, {1, 3});
  EXPECT_THAT(run({"diff", before, after, "--format", "csv"}).output, Not(HasSubstr("parse")));
  EXPECT_THAT(run({"diff", before, after, "--format", "csv"}).output, HasSubstr("Map<int>"));
  EXPECT_THAT(run({"diff", before, after, "--format", "csv", "--strip-templates"}).output,
              Not(HasSubstr("Map")));
  EXPECT_THAT(run({"diff", before, after, "--list-merged"}).output,
              HasSubstr("< parse(int) [clone .constprop.0]"));
  EXPECT_THAT(run({"diff", before, after, "--format", "csv", "--map", "s/Map<[a-z]+>/Map/"}).output,
              Not(HasSubstr("Map")));
  const std::string rules = write_text("rules", "# of ours\ns/Map<[a-z]+>/Map/\n");
  EXPECT_THAT(run({"diff", before, after, "--format", "csv", "--map-file", rules}).output,
              Not(HasSubstr("Map")));
}

TEST_F(Compare, LinesOfUnknownBuildsAreNotLinedUp) {
  const std::vector<std::string> pair = grown_pair();
  const Outcome outcome = run({"list", "cache", "--base"}, pair);
  EXPECT_THAT(outcome.output, testing::ContainsRegex("not lined up\n(.*\n)+.*cumulative .2.0 MiB"));
  EXPECT_THAT(outcome.errors, HasSubstr("jescope list cache " + pair[1]));
  const Outcome assumed = run({"list", "cache", "--assume", "same-process", "--base"}, pair);
  EXPECT_THAT(assumed.output + assumed.errors, Not(HasSubstr("not lined up")));
}

TEST_F(Compare, BaseShowsTheChangeInEveryView) {
  const std::vector<std::string> pair = grown_pair();
  const auto view = [&](std::vector<std::string> command) {
    return run(std::move(command), {"--base", pair[0], pair[1]}).output;
  };
  EXPECT_THAT(view({"top"}), HasSubstr("-1.0 MiB"));
  EXPECT_THAT(view({"tree", "--min", "0"}), HasSubstr("cache"));
  EXPECT_THAT(view({"traces"}), HasSubstr("log"));
  EXPECT_THAT(view({"peek", "main"}), HasSubstr("parse"));
  EXPECT_THAT(view({"flame"}), HasSubstr("<svg"));
  EXPECT_EQ(view({"export", "--to", "folded"}),
            "main;cache 8388608 10485760\nmain;log 0 2097152\nmain;parse 2097152 1048576\n");
  EXPECT_THAT(view({"export", "--to", "callgrind"}), HasSubstr("events: Grown Shrunk"));
  EXPECT_THAT(view({"top", "--drop-negative"}), Not(HasSubstr("-1.0 MiB")));
}

TEST_F(Compare, DropNegativeLeavesOutOnlyWhatShrankByName) {
  const std::vector<std::string> pair = grown_pair();
  const std::string text =
      run({"diff", pair[0], pair[1], "--drop-negative", "--format", "json"}).output;
  EXPECT_THAT(text, HasSubstr("\"before_total\":8388608"));
  EXPECT_THAT(text, HasSubstr("\"after_total\":12582912"));
  EXPECT_THAT(text, Not(HasSubstr("parse")));
}

TEST_F(Compare, FunctionGateCountsWhatTheFunctionCalls) {
  const std::string before = write("a.heap", {{"main;parse::run;std::vector::grow", 1, kMiB}});
  const std::string after =
      write("b.heap", {{"main;parse::run;std::vector::grow", 2, 2 * kMiB}}, {1, 3});
  EXPECT_EQ(run({"diff", before, after, "--fail-on", "function:^parse::>64KiB"}).exit_status, 1);
  EXPECT_EQ(run({"diff", before, after, "--fail-on", "function:^log::>64KiB"}).exit_status, 0);
  const std::string budget =
      write_text("budget", "fail-on grown>64KiB\naccept 1MiB function:^parse::  # why\n");
  EXPECT_EQ(run({"diff", before, after, "--budget", budget}).exit_status, 0);
}

TEST_F(Compare, BothPeriodsAreTold) {
  const std::string before = write("a.heap", {{"main;x", 1, 30}}, {524288, 1});
  const std::string after = write("b.heap", {{"main;x", 2, 60}}, {4096, 3});
  EXPECT_THAT(run({"diff", before, after}).output,
              HasSubstr("once per 512.0 KiB, then per 4.0 KiB"));
}

TEST_F(Compare, NameOfTheOutputMakesAPicture) {
  const auto written = [&](std::vector<std::string> command, const std::string& name) {
    command.insert(command.end(), {"-o", path(name)});
    EXPECT_EQ(run(std::move(command), grown_pair()).errors, "");
    std::ifstream file(path(name));
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string svg = written({"diff"}, "growth.svg");
  EXPECT_TRUE(svg.starts_with("<?xml"));
  EXPECT_THAT(svg, HasSubstr("change of live bytes"));
  EXPECT_THAT(svg, HasSubstr("new +20.0%"));
  EXPECT_THAT(svg, HasSubstr("shrunk -10.0%"));
  const std::string page = written({"diff"}, "growth.html");
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("new +20.0%"));
  EXPECT_THAT(written({"diff"}, "growth.txt"), Not(HasSubstr("<svg")));
}

TEST_F(Compare, GatesAreJudgedBesideAPicture) {
  const Outcome outcome =
      run({"diff", "--fail-on", "total>5%", "-o", path("growth.svg")}, grown_pair());
  EXPECT_EQ(outcome.exit_status, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("total>5%"));
}

TEST_F(Compare, NormalizeScalesToEqualTotals) {
  const std::string before = write("a.heap", {{"main;x", 1, 30}, {"main;y", 1, 10}});
  const std::string after = write("b.heap", {{"main;x", 2, 60}, {"main;y", 2, 20}}, {1, 3});
  EXPECT_THAT(run({"diff", before, after, "--normalize", "--format", "json"}).output,
              HasSubstr("\"rows\":[]"));
}

TEST_F(Compare, BrokenGatesAreNamedAndExitOne) {
  const Outcome outcome =
      run({"diff", "--fail-on", "total>5%", "--fail-on", "new>1MiB", "--fail-on", "stack>4MiB"},
          grown_pair());
  EXPECT_EQ(outcome.exit_status, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("total>5%"));
  EXPECT_THAT(outcome.errors, HasSubstr("new>1MiB"));
  EXPECT_THAT(outcome.errors, HasSubstr("log"));
  EXPECT_THAT(outcome.errors, Not(HasSubstr("stack>4MiB")));
}

TEST_F(Compare, NoiseBreaksNoGate) {
  const std::string before = write("a.1.0.m0.heap", {{"main;x", 10, 40960}}, {524288, 1});
  const std::string after = write("a.2.0.m0.heap", {{"main;x", 14, 57344}}, {524288, 2});
  const Outcome outcome = run({"diff", before, after, "--fail-on", "total>5%"});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_THAT(outcome.errors, HasSubstr("noise"));
  EXPECT_EQ(run({"diff", before, after, "--fail-on", "total>5%", "--ignore-noise"}).exit_status, 1);
}

TEST_F(Compare, MistakeInAGateIsShownByACaret) {
  const Outcome outcome = run({"diff", "--fail-on", "totl>5%"}, grown_pair());
  EXPECT_EQ(outcome.exit_status, 2);
  const std::string& text = outcome.errors;
  const size_t word = text.find("totl") - (text.rfind('\n', text.find("totl")) + 1);
  const size_t caret = text.find('^') - (text.rfind('\n', text.find('^')) + 1);
  EXPECT_EQ(caret, word) << text;
}

TEST_F(Compare, BudgetAndSuppressionsHaveReasonsAndAreReported) {
  const std::vector<std::string> pair = grown_pair();
  const std::string budget = write_text(
      "budget", "fail-on total>5%\naccept 4MiB function:^cache|^log  # the cache was doubled\n");
  const std::string suppressions = write_text("suppressions", "# known\nleak:^log$\n");
  Outcome outcome = run({"diff", pair[0], pair[1], "--budget", budget});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_THAT(outcome.errors, HasSubstr("the cache was doubled"));
  outcome = run({"diff", pair[0], pair[1], "--suppressions", suppressions, "--format", "csv"});
  EXPECT_THAT(outcome.output, Not(HasSubstr("log")));
  EXPECT_THAT(outcome.errors, HasSubstr("hides 1 stack: 0 B before, 2.0 MiB after"));
  EXPECT_EQ(run({"diff", pair[0], pair[1], "--budget", path("none")}).exit_status, 3);
}

TEST_F(Compare, GatesAreReportedForSystems) {
  const std::vector<std::string> pair = grown_pair();
  const auto report = [&](const char* format) {
    return run({"diff", pair[0], pair[1], "--fail-on", "total>5%", "--format", format});
  };
  EXPECT_THAT(report("junit").output, HasSubstr("<failure"));
  EXPECT_THAT(report("sarif").output, HasSubstr("\"2.1.0\""));
  EXPECT_THAT(report("github").output, HasSubstr("::error"));
  EXPECT_EQ(report("junit").exit_status, 1);
  EXPECT_EQ(run({"diff", pair[0], pair[1], "--format", "junit"}).exit_status, 2);
}

TEST_F(Compare, DiffTakesTwoInputs) {
  const std::vector<std::string> pair = grown_pair();
  EXPECT_EQ(run({"diff", pair[0]}).exit_status, 2);
  EXPECT_THAT(run({"diff", folder_}).errors, HasSubstr("jescope trend"));
  EXPECT_EQ(run({"diff", pair[0], pair[1], pair[0]}).exit_status, 2);
  EXPECT_EQ(run({"diff", pair[0], path("missing")}).exit_status, 3);
}

class Series : public Compare {
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
