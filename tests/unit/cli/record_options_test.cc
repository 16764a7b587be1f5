// SPDX-License-Identifier: Apache-2.0
//
// What the command line of `record` means, and what it is told when it is wrong.
#include "cli/record/record_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.h"
#include "cli/record/record_report.h"

namespace jescope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Returns JESCOPE_RECORD for the options.
struct SettingCase {
  std::string name;
  std::string options;
  std::string setting;
};
class Setting : public testing::TestWithParam<SettingCase> {};

TEST_P(Setting, Table) {
  const auto parsed = parse_record_arguments(words_of(GetParam().options + " -- cmd"));
  ASSERT_TRUE(parsed.ok()) << parsed.error().where << ": " << parsed.error().message;
  EXPECT_EQ(setting_text(parsed->setting), GetParam().setting);
}

INSTANTIATE_TEST_SUITE_P(
    Values, Setting,
    testing::Values(
        SettingCase{"Nothing", "--quiet", "sample:524288"},
        SettingCase{"Sample", "--sample 64KiB", "sample:65536"},
        SettingCase{"EveryAllocation", "--every-allocation", "sample:1"},
        SettingCase{"Seconds", "--interval 10s", "sample:524288,interval_ms:10000"},
        SettingCase{"SecondsBare", "--interval 2", "sample:524288,interval_ms:2000"},
        SettingCase{"Milliseconds", "--interval 500ms", "sample:524288,interval_ms:500"},
        SettingCase{"Minutes", "--interval 1m", "sample:524288,interval_ms:60000"},
        SettingCase{"Hours", "--interval 1.5h", "sample:524288,interval_ms:5400000"},
        SettingCase{"Bytes", "--interval-bytes 1GiB", "sample:524288,interval_bytes:1073741824"},
        SettingCase{"SignalName", "--signal USR2", "sample:524288,signal:12"},
        SettingCase{"SignalLongName", "--signal SIGUSR1", "sample:524288,signal:10"},
        SettingCase{"SignalNumber", "--signal 12", "sample:524288,signal:12"},
        SettingCase{"SignalRealTime", "--signal RTMIN+3", "sample:524288,signal:37"},
        SettingCase{"Peak", "--peak", "sample:524288,peak:1"},
        SettingCase{"RssShare", "--at-rss 90%", "sample:524288,at_rss:90%"},
        SettingCase{"RssBytes", "--at-rss 1.5GiB", "sample:524288,at_rss:1610612736"},
        SettingCase{"Keep", "--keep 5", "sample:524288,keep:5"},
        SettingCase{"NoFinal", "--no-final --peak", "sample:524288,peak:1,final:0"},
        SettingCase{"Depth", "--depth 20", "sample:524288,depth:20"},
        SettingCase{"MaxMemory", "--max-memory 64MiB", "sample:524288,max_memory:67108864"},
        SettingCase{"NoChildren", "--no-children", "sample:524288,children:0"}),
    [](const auto& row) { return row.param.name; });

struct WrongCase {
  std::string name;
  std::string arguments;
  std::string message;
};
class WrongRecord : public testing::TestWithParam<WrongCase> {};

TEST_P(WrongRecord, IsToldBeforeAnythingRuns) {
  std::vector<std::string> arguments = words_of("record " + GetParam().arguments);
  const Outcome outcome = run_command_line(arguments, {});
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors, "jescope: " + GetParam().message + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Values, WrongRecord,
    testing::Values(
        WrongCase{
            "Nothing", "--quiet",
            "record: expected a program to run, got none\nhint: jescope record -- CMD ARG..."},
        WrongCase{"Option", "--intervall 10s -- true",
                  "record: expected a known option, got --intervall\nhint: jescope record --help"},
        WrongCase{"Sample", "--sample 0 -- true",
                  "--sample: expected mean bytes between two samples, as 512KiB, got \"0\""},
        WrongCase{"SampleWord", "--sample many -- true",
                  "--sample: expected mean bytes between two samples, as 512KiB, got \"many\""},
        WrongCase{"Interval", "--interval 1ms -- true",
                  "--interval: expected a time of at least 10ms, as 10s, 500ms or 1m, got \"1ms\""},
        WrongCase{"IntervalUnit", "--interval 1d -- true",
                  "--interval: expected a time of at least 10ms, as 10s, 500ms or 1m, got \"1d\""},
        WrongCase{"Signal", "--signal KILL -- true",
                  "--signal: expected a signal that a program may handle, as USR2 or 12, got "
                  "\"KILL\""},
        WrongCase{
            "SignalOfTheLibrary", "--signal 33 -- true",
            "--signal: expected a signal that a program may handle, as USR2 or 12, got \"33\""},
        WrongCase{"SignalWord", "--signal USR3 -- true",
                  "--signal: expected a signal that a program may handle, as USR2 or 12, got "
                  "\"USR3\""},
        WrongCase{
            "Rss", "--at-rss 120% -- true",
            "--at-rss: expected a share of the memory limit, as 90%, or bytes, as 1.5GiB, got "
            "\"120%\""},
        WrongCase{"Keep", "--keep -1 -- true",
                  "--keep: expected a number of dumps up to 100000 (0: all), got \"-1\""},
        WrongCase{"Depth", "--depth 0 -- true",
                  "--depth: expected a number of frames, 1 to 1024, got \"0\""},
        WrongCase{"MaxMemory", "--max-memory 1000 -- true",
                  "--max-memory: expected bytes, at least 1MiB, as 256MiB, got \"1000\""},
        WrongCase{"Arch", "--print-shim x --arch mips",
                  "--arch: expected x86_64 or aarch64, got \"mips\""},
        WrongCase{"ArchAlone", "--arch x86_64 -- true",
                  "--arch: expected --print-shim beside it, got none"},
        WrongCase{"TwoPeriods", "--every-allocation --sample 1KiB -- true",
                  "--every-allocation: expected no --sample beside it, got both"},
        WrongCase{
            "NoDumpsAtAll", "--no-final -- true",
            "--no-final: expected another time for dumps beside it, got none\nhint: --interval "
            "10s, --interval-bytes 1GiB, --signal USR2, --peak or --at-rss 90%"},
        WrongCase{"PrintAndRun", "--print-shim x -- true",
                  "record: expected no program beside --print-shim, got one"}),
    [](const auto& row) { return row.param.name; });

std::vector<std::string> command_of(const std::string& arguments) {
  const auto parsed = parse_record_arguments(words_of(arguments));
  return parsed.ok() ? parsed->command : std::vector<std::string>{"error", parsed.error().message};
}

TEST(RecordCommand, EndsTheOptions) {
  EXPECT_THAT(command_of("-- cmd --peak -o x"), ElementsAre("cmd", "--peak", "-o", "x"));
  EXPECT_THAT(command_of("--peak cmd -v"), ElementsAre("cmd", "-v"));
  EXPECT_THAT(command_of("cmd a -- b"), ElementsAre("cmd", "a", "--", "b"));
  EXPECT_THAT(command_of("-- cmd -- b"), ElementsAre("cmd", "--", "b"));
}

TEST(RecordCommand, Dumps) {
  const auto prefix = [](const std::string& arguments) {
    return parse_record_arguments(words_of(arguments))->prefix;
  };
  EXPECT_EQ(prefix("-- cmd"), "jescope");
  EXPECT_EQ(prefix("--dumps /data/run -- cmd"), "/data/run");
  EXPECT_EQ(prefix("--dumps /data/ -- cmd"), "/data/jescope");
  EXPECT_EQ(prefix("--dumps testdata -- cmd"), "testdata/jescope");
}

TEST(RecordHelp, ShowsTheCommand) {
  const Outcome outcome = run_command_line(std::vector<std::string>{"record", "--help"}, {});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("Usage: jescope record [OPTIONS] -- CMD ARG...\n"));
  EXPECT_THAT(outcome.output, HasSubstr("--at-rss"));
}

std::string arguments_for(const std::string& output, const std::vector<uint64_t>& processes) {
  std::vector<NewDump> dumps;
  for (const uint64_t process : processes) {
    NewDump dump;
    dump.path = "d" + std::to_string(dumps.size());
    dump.name.pid = process;
    dumps.push_back(dump);
  }
  std::string text;
  for (const std::string& word : report_arguments(output, dumps)) text += word + " ";
  return text;
}

TEST(RecordReport, ByTheNameOfTheOutput) {
  EXPECT_EQ(arguments_for("", {7}), "top -- d0 ");
  EXPECT_EQ(arguments_for("x.txt", {7}), "top -o x.txt -- d0 ");
  EXPECT_EQ(arguments_for("x.json", {7}), "top --format json -o x.json -- d0 ");
  EXPECT_EQ(arguments_for("x.svg", {7}), "flame -o x.svg -- d0 ");
  EXPECT_EQ(arguments_for("x.dot", {7}), "graph -o x.dot -- d0 ");
  EXPECT_EQ(arguments_for("x.pb.gz", {7}), "export --to pprof -o x.pb.gz -- d0 ");
  EXPECT_EQ(arguments_for("x.heap", {7, 7}), "symbolize -o x.heap -- d0 d1 ");
  EXPECT_EQ(arguments_for("x.heap", {7, 8}), "merge -o x.heap -- d0 d1 ");
}

TEST(RecordReport, OfWhatWasAllocatedWhereNothingIsLive) {
  NewDump freed;
  freed.path = "d0";
  freed.sums.allocated_bytes = 4096;
  NewDump live = freed;
  live.sums.live_bytes = 1;
  const auto words = [](const std::string& output, const NewDump& dump) {
    return report_arguments(output, {&dump, 1});
  };
  const std::vector<std::string> table = {"top", "--alloc-space", "--", "d0"};
  EXPECT_EQ(words("", freed), table);
  EXPECT_THAT(words("x.html", freed), testing::Contains("--alloc-space"));
  EXPECT_THAT(words("x.folded", freed), testing::Not(testing::Contains("--alloc-space")));
  EXPECT_THAT(words("x.html", live), testing::Not(testing::Contains("--alloc-space")));
}

// Two dumps of one process are before and after, those of two are added up.
TEST(RecordReport, Page) {
  EXPECT_EQ(arguments_for("x.html", {7, 7}), "report -o x.html -- d0 d1 ");
  EXPECT_EQ(arguments_for("x.html", {7, 8}), "report --merge sum -o x.html -- d0 d1 ");
}

}  // namespace
}  // namespace jescope
