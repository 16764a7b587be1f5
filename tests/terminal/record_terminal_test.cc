// SPDX-License-Identifier: Apache-2.0
//
// A recorded program on a terminal: its keys are its own.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temp_path.h"
#include "tests/terminal/terminal.h"

namespace jescope {
namespace {

class RecordOnTerminal : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Started record(const std::string& script) const {
    return {{JESCOPE_PROGRAM, "record", "--library", JESCOPE_FAKE_RECORDER, "--dumps",
             folder_ + "/", "--", "/bin/bash", "-c", script},
            {"TERM=xterm", "PATH=/usr/bin:/bin", "TMPDIR=" + folder_},
            ""};
  }

  const std::string folder_ = temp_path("record");
};

TEST_F(RecordOnTerminal, CtrlCIsTheProgramsAlone) {
  Terminal terminal(record("trap 'echo caught' INT; echo ready; read -r line; echo $line; exit 4"));
  ASSERT_TRUE(terminal.shows("ready"));
  terminal.type("\x03");
  ASSERT_TRUE(terminal.shows("caught"));
  terminal.type("words\r");
  EXPECT_TRUE(terminal.shows("words"));
  EXPECT_TRUE(terminal.shows("1 dump written"));
  const std::optional<int> status = terminal.wait_for_end();
  ASSERT_TRUE(status && WIFEXITED(*status));
  EXPECT_EQ(WEXITSTATUS(*status), 4);
}

TEST_F(RecordOnTerminal, ProgramThatCtrlCEnds) {
  Terminal terminal(record("echo ready; read -r line"));
  ASSERT_TRUE(terminal.shows("ready"));
  terminal.type("\x03");
  EXPECT_TRUE(terminal.shows("got SIGINT"));
  const std::optional<int> status = terminal.wait_for_end();
  ASSERT_TRUE(status && WIFEXITED(*status));
  EXPECT_EQ(WEXITSTATUS(*status), 130);
  EXPECT_TRUE(terminal.is_as_before());
}

}  // namespace
}  // namespace jescope
