// SPDX-License-Identifier: Apache-2.0
//
// Series of real programs whose faults are known (testdata/README.md): a trend
// has to name the cause in its first rows, and to blame nobody else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace jescope {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// Returns the lines of a trend as CSV, without the header.
std::vector<std::string> trend_rows(const std::string& series, const std::string& count) {
  const Outcome outcome =
      run_command_line(std::vector<std::string>{"trend", "testdata/series/" + series, "--format",
                                                "csv", "-n", count, "--sysroot", "testdata/empty"},
                       {});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  std::istringstream text(outcome.output);
  std::vector<std::string> rows;
  for (std::string line; std::getline(text, line);) rows.push_back(line);
  rows.erase(rows.begin());
  return rows;
}

std::string sentence(const std::string& series) {
  const Outcome outcome = run_command_line(
      std::vector<std::string>{"trend", "testdata/series/" + series, "--sysroot", "testdata/empty"},
      {});
  return outcome.output;
}

// Matches the row of `function` with the verdict.
auto row_of(const std::string& function, const std::string& verdict) {
  return testing::AllOf(HasSubstr(function), HasSubstr(verdict));
}

TEST(KnownCauses, LeakedIteratorAndTwoOthersOfARocksdbProgram) {
  const std::vector<std::string> rows = trend_rows("rocksdb_leak", "10");
  EXPECT_THAT(rows, Contains(row_of("SessionTable", "leak suspect")));
  EXPECT_THAT(rows, Contains(row_of("LeakyReader::Scan", "leak suspect")));
  EXPECT_THAT(rows, Contains(row_of("DeepAlloc", "leak suspect")));
}

TEST(KnownCauses, ControlWithoutTheFaultBlamesNoIterator) {
  EXPECT_THAT(trend_rows("rocksdb_control", "0"), Not(Contains(HasSubstr("leak suspect"))));
}

TEST(KnownCauses, ExporterFillsUpAndStops) {
  EXPECT_THAT(trend_rows("fluentbit_plateau", "0"), Not(Contains(HasSubstr("leak suspect"))));
  EXPECT_THAT(sentence("fluentbit_plateau"), HasSubstr("a plateau"));
}

TEST(KnownCauses, BacklogPilesUpUnderAppendAndChurns) {
  const std::vector<std::string> rows = trend_rows("fluentbit_backlog", "3");
  EXPECT_THAT(rows.front(), row_of("cio_memfs_write", "leak suspect"));
  EXPECT_THAT(rows.front(), HasSubstr("input_chunk_append_raw"));
  EXPECT_THAT(rows, Contains(HasSubstr("map_metric_create")));
  EXPECT_THAT(sentence("fluentbit_backlog"), HasSubstr("churn"));
}

TEST(KnownCauses, DeflaterOfAJvm) {
  EXPECT_THAT(
      trend_rows("jvm_leak", "1").front(),
      testing::AllOf(HasSubstr("deflateInit2_"), HasSubstr("Java_java_util_zip_Deflater_init"),
                     HasSubstr("leak suspect")));
}

}  // namespace
}  // namespace jescope
