// SPDX-License-Identifier: Apache-2.0
//
// Comparing two dumps as a user does it: diff, --base and gates on small files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/cli/dump_folder.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class Compare : public DumpFolder {};

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

TEST_F(Compare, ExportsOfBothSidesNameTheirDumps) {
  const std::vector<std::string> pair = grown_pair();
  for (const char* format : {"jsonl", "speedscope"}) {
    const std::string text = run({"export", "--to", format}, {"--base", pair[0], pair[1]}).output;
    for (const std::string& dump : pair) {
      EXPECT_THAT(text, HasSubstr(fs::path(dump).filename().string())) << format;
    }
  }
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

}  // namespace
}  // namespace jescope
