// SPDX-License-Identifier: Apache-2.0
//
// A program whose debug information names a file that is none of its sources,
// as a hostile one would. No listing may show that file.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"
#include "tests/unit/cli/own_dump.h"

namespace jescope {
namespace {

constexpr const char* kMisnamed =
    "jescope: source: /etc/passwd is refused: it is not named as source files are\n";

// Defined below, where lines are said to be those of another file.
uintptr_t borrowed_function();

class ForeignSource : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(ForeignSource, IsNotShown) {
  const std::string dump = temp_path("foreign.heap");
  std::ofstream(dump) << dump_of_function(borrowed_function());
  std::vector<std::string> arguments = GetParam();
  arguments.insert(arguments.end(), {"--quiet", "jescope_test_borrowed", dump});
  arguments.insert(arguments.begin(), "list");
  const Outcome quiet = run_command_line(arguments, {});
  std::erase(arguments, "--quiet");
  const Outcome outcome = run_command_line(arguments, {});
  std::filesystem::remove(dump);
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(quiet.output, outcome.output);
  EXPECT_NE(outcome.output.find("jescope_test_borrowed"), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("/etc/passwd"), std::string::npos) << outcome.output;
  EXPECT_EQ(outcome.output.find("root:"), std::string::npos) << outcome.output;
  EXPECT_EQ(outcome.errors, kMisnamed);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, ForeignSource,
    testing::Values(std::vector<std::string>{"--source-where-built"},
                    std::vector<std::string>{"--source-root", "/"},
                    std::vector<std::string>{"--source-root", "/etc", "--format", "json"},
                    std::vector<std::string>{"--source-where-built", "--format", "markdown"}));

}  // namespace
}  // namespace jescope

#line 1 "/etc/passwd"
extern "C" __attribute__((noinline)) int jescope_test_borrowed(int count) {
  volatile int sum = 0;
  for (int i = 0; i < count; ++i) sum = sum + i;
  return sum;
}

namespace jescope {
namespace {

uintptr_t borrowed_function() {
  return reinterpret_cast<uintptr_t>(&jescope_test_borrowed);
}

}  // namespace
}  // namespace jescope
