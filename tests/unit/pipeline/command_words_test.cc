// SPDX-License-Identifier: Apache-2.0
//
// Commands that a person pastes: whole, and safe whatever the dump is called.
#include "pipeline/command_words.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct RemedyCase {
  const char* name;
  const char* remedy;
  const char* dump;
  const char* command;
};

class Remedy : public testing::TestWithParam<RemedyCase> {};

TEST_P(Remedy, NamesTheDump) {
  EXPECT_EQ(CommandWords({}, {}).complete(GetParam().remedy, GetParam().dump), GetParam().command);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Remedy,
    testing::Values(
        RemedyCase{"AtTheEnd", "jescope symbols --debuginfod DUMP", "a.heap",
                   "jescope symbols --debuginfod a.heap"},
        RemedyCase{"BeforeTheComment", "jescope symbols --symbols DIR DUMP  # DIR is x", "a.heap",
                   "jescope symbols --symbols DIR a.heap  # DIR is x"},
        RemedyCase{"Quoted", "jescope symbols DUMP", "$(x).heap", "jescope symbols '$(x).heap'"},
        RemedyCase{"StandardInput", "jescope symbols DUMP", "-", "jescope symbols DUMP"},
        RemedyCase{"OtherCommand", "cat DUMP", "a.heap", "cat DUMP"},
        RemedyCase{"NoDump", "apt-get install libc6-dbg", "a.heap", "apt-get install libc6-dbg"},
        RemedyCase{"None", "", "a.heap", ""}),
    [](const auto& row) { return std::string(row.param.name); });

Request request_with_options() {
  Request request;
  request.sysroot = "/my image";
  request.symbol_dirs = {"a", "b"};
  request.path_map = {{"/old", "/new"}};
  request.perf_maps = {"/tmp/perf-1.map"};
  return request;
}

TEST(CommandWords, RepeatTheOptionsOfTheRun) {
  EXPECT_EQ(CommandWords(request_with_options(), {"/bin/app", {}, {}})
                .complete("jescope symbols --debuginfod DUMP", "x.heap"),
            "jescope symbols --debuginfod --program /bin/app --sysroot '/my image' --symbols a "
            "--symbols b --path-map '/old=/new' --perf-map /tmp/perf-1.map x.heap");
}

TEST(CommandWords, LeaveOutWhatTheRemedyGives) {
  EXPECT_EQ(CommandWords(request_with_options(), {})
                .complete("jescope symbols --sysroot DIR DUMP  # DIR is the image", "x.heap"),
            "jescope symbols --sysroot DIR --symbols a --symbols b --path-map '/old=/new' "
            "--perf-map /tmp/perf-1.map x.heap  # DIR is the image");
}

Dump dump_from(std::string source) {
  Dump dump;
  dump.source = std::move(source);
  return dump;
}

TEST(CommandWords, NameTheDumps) {
  std::vector<ChosenDumps> processes(2);
  processes[0].push_back(dump_from("a b.heap"));
  processes[1].push_back(dump_from("c.heap"));
  const CommandWords words({}, {});
  EXPECT_EQ(words.about("jescope symbols", processes), "jescope symbols 'a b.heap' c.heap");
  processes.resize(4);
  for (ChosenDumps& dumps : processes) dumps = {};
  for (int i = 0; i < 4; ++i) processes[0].push_back(dump_from("x.heap"));
  EXPECT_EQ(words.about("jescope symbols", processes), "jescope symbols x.heap");
}

}  // namespace
}  // namespace jescope
