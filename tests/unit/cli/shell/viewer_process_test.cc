// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/viewer_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "cli/shell/temporary_answer.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

TEST(BrowserCommand, IsWhatTheUserSet) {
  EXPECT_THAT(browser_command("", "/x.svg"), ElementsAre("xdg-open", "/x.svg"));
  EXPECT_THAT(browser_command("firefox", "/x.svg"), ElementsAre("firefox", "/x.svg"));
  EXPECT_THAT(browser_command("firefox:lynx", "/x.svg"), ElementsAre("firefox", "/x.svg"));
  EXPECT_THAT(browser_command(" chromium  --app=%s ", "/x.svg"),
              ElementsAre("chromium", "--app=/x.svg"));
  EXPECT_THAT(browser_command("a %s %s", "/%s.svg"), ElementsAre("a", "/%s.svg", "/%s.svg"));
}

TEST(StartApart, GivesWordsAsTheyAre) {
  const std::string seen = temp_path("seen");
  const Result<Done> done = start_apart({"/bin/touch", seen + ";$(id)"});
  ASSERT_TRUE(done.ok()) << done.error().message;
  for (int i = 0; i < 200 && !fs::exists(seen + ";$(id)"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_TRUE(fs::remove(seen + ";$(id)"));
}

TEST(StartApart, TellsWhatCannotBeStarted) {
  const Result<Done> done = start_apart({"/no/such/program", "x"});
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().where, "/no/such/program");
  EXPECT_EQ(done.error().message,
            "expected a program that starts, got \"no such file or directory\"");
}

TEST(WriteTemporary, MakesAPrivateFileOfItsOwn) {
  const std::string folder = temp_path("folder");
  fs::create_directories(folder);
  const Result<std::string> first = write_temporary(folder, ".svg", "one");
  const Result<std::string> second = write_temporary(folder, ".svg", "two");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_NE(*first, *second);
  EXPECT_TRUE(first->ends_with(".svg"));
  struct stat status = {};
  ASSERT_EQ(stat(first->c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
  std::ostringstream text;
  text << std::ifstream(*second).rdbuf();
  EXPECT_EQ(text.str(), "two");
  fs::remove_all(folder);
  EXPECT_FALSE(write_temporary(folder, ".svg", "three").ok());
}

}  // namespace
}  // namespace jescope
