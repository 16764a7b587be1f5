// SPDX-License-Identifier: Apache-2.0
//
// Exports of several dumps: a row or a profile for each, nothing put together.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/unit/cli/dump_folder.h"

namespace jescope {
namespace {

class Rows : public DumpFolder {};

TEST_F(Rows, OfAFolderAreThoseOfEachDump) {
  const std::vector<std::string> dumps = grown_pair();
  const Outcome outcome = run({"export", "--to", "jsonl", folder_});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(std::ranges::count(outcome.output, '\n'), 5) << outcome.output;
  for (const char* const part :
       {R"({"dump":"a.1.0.m0.heap","sequence":0,"pid":1,"time":"20)",
        R"("stack":["main","cache"],"modules":)",
        R"({"dump":"b.2.0.m0.heap","sequence":0,"pid":2,)", R"("inuse_space":13631488)"}) {
    const bool is_sum = std::string(part).find("13631488") != std::string::npos;
    EXPECT_EQ(outcome.output.find(part) == std::string::npos, is_sum) << part << outcome.output;
  }
}

TEST_F(Rows, OfOneDumpTellItsTime) {
  const std::string dump = grown_pair().front();
  const Outcome outcome = run({"export", "--to", "jsonl", dump});
  EXPECT_EQ(outcome.errors, "");
  EXPECT_NE(outcome.output.find(R"("sequence":0,"pid":1,"time":"20)"), std::string::npos)
      << outcome.output;
}

TEST_F(Rows, AnEmptyChoiceIsTold) {
  const std::string dump = grown_pair().front();
  const Outcome outcome = run({"export", "--to", "jsonl", "--focus", "nowhere", dump});
  EXPECT_EQ(outcome.output, "");
  EXPECT_NE(outcome.errors, "");
}

TEST_F(Rows, ADamagedDumpIsLeftOut) {
  grown_pair();
  write_text("c.3.0.m0.heap", "nothing");
  const Outcome outcome = run({"export", "--to", "jsonl", folder_});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_NE(outcome.errors.find("c.3.0.m0.heap: expected a jemalloc heap dump"), std::string::npos);
  EXPECT_EQ(std::ranges::count(outcome.output, '\n'), 5);
}

TEST_F(Rows, FiltersAndMergesAreHeeded) {
  grown_pair();
  const Outcome focused = run({"export", "--to", "jsonl", "--focus", "log", folder_});
  EXPECT_EQ(std::ranges::count(focused.output, '\n'), 1) << focused.output;
  const Outcome merged = run({"export", "--to", "jsonl", "--merge", "sum", folder_});
  EXPECT_EQ(std::ranges::count(merged.output, '\n'), 3) << merged.output;
}

TEST_F(Rows, AFileNamedGzIsPacked) {
  grown_pair();
  const std::string packed = path("rows.jsonl.gz");
  EXPECT_EQ(run({"export", "--to", "jsonl", folder_, "-o", packed}).exit_status, 0);
  std::ifstream file(packed, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(bytes.substr(0, 2), "\x1f\x8b");
}

TEST_F(Rows, SpeedscopeHasAProfileForEachDumpOfAProcess) {
  write("a.1.0.i0.heap", {{"main;cache", 10, 8 * kMiB}});
  write("a.1.1.i1.heap", {{"main;cache", 12, 9 * kMiB}});
  const Outcome outcome = run({"export", "--to", "speedscope", folder_});
  EXPECT_EQ(outcome.errors, "");
  EXPECT_NE(outcome.output.find(R"("name":"inuse_space of a.1.0.i0.heap")"), std::string::npos);
  EXPECT_NE(outcome.output.find(R"("name":"inuse_space of a.1.1.i1.heap")"), std::string::npos);
}

}  // namespace
}  // namespace jescope
