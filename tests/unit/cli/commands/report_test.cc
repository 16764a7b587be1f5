// SPDX-License-Identifier: Apache-2.0
//
// Which report comes of which inputs, and what is said of the choice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"
#include "tests/unit/cli/own_dump.h"

extern "C" __attribute__((noinline)) int jescope_test_reported(int count) {
  volatile int shown_in_the_report = 0;
  for (int i = 0; i < count; ++i) shown_in_the_report = shown_in_the_report + i;
  return shown_in_the_report;
}

namespace jescope {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kOld = "testdata/dumps/rocksdb_leak.5599.2.i2.heap";
constexpr const char* kNew = "testdata/dumps/rocksdb_leak.5599.18.i18.heap";

Outcome report(std::vector<std::string> arguments, const Surroundings& surroundings = {}) {
  arguments.insert(arguments.begin(), "report");
  arguments.insert(arguments.end(), {"--sysroot", "testdata/empty"});
  return run_command_line(arguments, surroundings);
}

TEST(Report, OfOneDump) {
  const Outcome outcome = report({kNew});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("Heap report of one dump"),
                                    HasSubstr("<h1>rocksdb_leak.5599.18.i18.heap</h1>"),
                                    Not(HasSubstr("id=\"change\""))));
}

TEST(Report, OfTwoDumpsIsOfTheirChange) {
  const Outcome outcome = report({kOld, kNew});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("Heap report of a change"),
                    HasSubstr("<h1>rocksdb_leak.5599.2.i2.heap → rocksdb_leak.5599.18.i18.heap")));
  EXPECT_THAT(outcome.errors, HasSubstr("report: compares rocksdb_leak.5599.18.i18.heap with "
                                        "rocksdb_leak.5599.2.i2.heap"));
}

TEST(Report, BaseIsTheFirstOfTwo) {
  const auto body = [](const std::string& page) {
    return page.substr(0, page.find("id=\"about\""));
  };
  EXPECT_EQ(body(report({"--base", kOld, kNew}).output), body(report({kOld, kNew}).output));
}

TEST(Report, OfAFolderIsOfItsSeries) {
  const Outcome outcome = report({"testdata/series/rocksdb_leak"});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("Heap report of a series"), HasSubstr("id=\"trend\""),
                                    HasSubstr("type=\"range\"")));
  EXPECT_THAT(outcome.errors, HasSubstr("dumps as a series"));
}

TEST(Report, MergedDumpsAreOne) {
  const Outcome outcome = report({"--merge", "max", kOld, kNew});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("Heap report of one dump"));
}

TEST(Report, TellsItsCommandLineAsTyped) {
  EXPECT_THAT(report({"--focus=a b", kNew}).output,
              HasSubstr("<code>jescope report --&#39;focus=a b&#39; testdata/dumps/"));
}

TEST(Report, SaysFirstThatADumpIsCutShort) {
  const std::string page = report({"testdata/dumps/damaged/cut_in_stack.heap"}).output;
  EXPECT_THAT(page, HasSubstr("<ul class=\"findings\">\n<li class=\"attention\"><strong>The "
                              "numbers are incomplete</strong>: the dump is cut short: "));
  EXPECT_THAT(page, HasSubstr(" could be read</p>"));
  EXPECT_THAT(report({"testdata/dumps/damaged/cut_in_map.heap"}).output,
              Not(HasSubstr("incomplete</strong>")));
}

TEST(Report, OfAnEmptyHeapSaysOnlyThat) {
  const std::string dump = temp_path("empty.heap");
  std::ofstream(dump) << "heap_v2/512\n  t*: 0: 0 [9: 900]\n@ 0x10\n  t*: 0: 0 [9: 900]\n\n"
                         "MAPPED_LIBRARIES:\n";
  const std::string page = report({dump}).output;
  std::filesystem::remove(dump);
  EXPECT_THAT(page, HasSubstr("<ul class=\"findings\">\n<li>Nothing was live when "));
  EXPECT_THAT(page, Not(HasSubstr("Most ")));
  EXPECT_THAT(page, Not(HasSubstr("<dt>named</dt>")));
  EXPECT_THAT(page, Not(HasSubstr("of the total is large")));
}

TEST(Report, SaysWhatAMetricTells) {
  EXPECT_THAT(report({kNew}).output, HasSubstr("Most is held by "));
  EXPECT_THAT(
      report({"--metric", "alloc_space", "testdata/dumps/flink_thread_names.heap"}).output,
      AllOf(HasSubstr("</strong> allocated since the start"), HasSubstr("Most was allocated by ")));
}

std::string flame(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"flame", "--sysroot", "testdata/empty"});
  return run_command_line(arguments, {}).output;
}

TEST(Flame, SaysThatADumpIsCutShort) {
  EXPECT_THAT(flame({"testdata/dumps/damaged/cut_in_stack.heap"}),
              HasSubstr("; the dump is cut short: "));
}

TEST(Flame, OfSeveralDumpsSaysWhatIsFiltered) {
  EXPECT_THAT(flame({"--focus", "DeepAlloc", "--base", kOld, kNew}), HasSubstr("; selected of "));
  EXPECT_THAT(flame({"--snapshots", "--focus", "DeepAlloc", "testdata/series/rocksdb_leak"}),
              HasSubstr(" selected of "));
}

TEST(Report, FiltersAllOfIt) {
  const Outcome outcome = report({"--focus", "DeepAlloc", kNew});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr(" selected of "));
  EXPECT_THAT(outcome.output, HasSubstr("Nothing is selected of the "));
  EXPECT_THAT(report({"--focus", "no_such_function", kNew}).errors,
              HasSubstr("no stack is left to show"));
}

TEST(Report, ShowsSourceWhereTheUserLetsItBeRead) {
  const std::string dump = temp_path("reported.heap");
  std::ofstream(dump) << dump_of_function(reinterpret_cast<uintptr_t>(&jescope_test_reported));
  const Outcome without = run_command_line(std::vector<std::string>{"report", dump}, {});
  const Outcome with = run_command_line(
      std::vector<std::string>{"report", "--source-root", "tests/unit/cli", dump}, {});
  std::filesystem::remove(dump);
  EXPECT_THAT(without.output,
              AllOf(HasSubstr("jescope_test_reported"), Not(HasSubstr("id=\"source\"")),
                    Not(HasSubstr("shown_in_the_report"))));
  EXPECT_THAT(with.output, AllOf(HasSubstr("<section id=\"source\""),
                                 HasSubstr("volatile int shown_in_the_report = 0;")));
}

TEST(Report, TellsOfDamageOnce) {
  const Outcome outcome = report({kOld, "testdata/dumps/damaged/cut_in_stack.heap"});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.errors, AllOf(HasSubstr("expected a whole dump, got one cut short"),
                                    Not(HasSubstr("more like this"))));
}

TEST(Report, StaysOffATerminal) {
  Surroundings terminal;
  terminal.output_is_terminal = true;
  const Outcome outcome = report({kNew}, terminal);
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("expected a file for the page, got a terminal\n"
                                        "hint: jescope report DUMP -o report.html"));
}

TEST(Report, OtherUnitsAndMetrics) {
  const Outcome outcome = report({"--inuse-objects", kNew});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("<p class=\"lead\">live objects, "));
  EXPECT_THAT(report({"--unit", "KiB", kNew}).output, Not(HasSubstr(" MiB</dd>")));
}

TEST(Report, SameInputSameBytes) {
  for (const auto& inputs :
       {std::vector<std::string>{kNew}, {kOld, kNew}, {"testdata/series/rocksdb_leak"}}) {
    EXPECT_EQ(report(inputs).output, report(inputs).output);
  }
}

}  // namespace
}  // namespace jescope
