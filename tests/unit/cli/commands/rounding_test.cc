// SPDX-License-Identifier: Apache-2.0
//
// The same records in another order are rounded differently: no change.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string write_dump(const std::string& name, const std::string& records) {
  const std::string path = temp_path(name);
  std::ofstream(path) << "--- symbol\nbinary=/bin/server\n0x10 parse\n0x20 cache\n0x30 log\n"
                         "0x40 index\n---\n--- heap\nheap_v2/524288\n"
                         "  t*: 18: 29840 [18: 29840]\n"
                      << records << "\nMAPPED_LIBRARIES:\n";
  return path;
}

TEST(Rounding, IsNoChange) {
  const std::string records[] = {
      "@ 0x10\n  t*: 3: 3000 [3: 3000]\n", "@ 0x20\n  t*: 4: 5480 [4: 5480]\n",
      "@ 0x30\n  t*: 5: 8700 [5: 8700]\n", "@ 0x40\n  t*: 6: 12660 [6: 12660]\n"};
  const std::string before =
      write_dump("a.heap", records[0] + records[1] + records[2] + records[3]);
  const std::string after = write_dump("b.heap", records[3] + records[2] + records[1] + records[0]);
  const std::vector<std::string> arguments = {"diff", "--assume", "same-process", "--format",
                                              "csv",  before,     after};
  const std::string table = run_command_line(arguments, {}).output;
  std::filesystem::remove(before);
  std::filesystem::remove(after);
  EXPECT_THAT(table, HasSubstr(",noise,"));
  EXPECT_THAT(table, Not(HasSubstr(",shrunk,")));
  EXPECT_THAT(table, Not(HasSubstr(",grown,")));
}

}  // namespace
}  // namespace jescope
