// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/history_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class History : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(folder_); }

  std::string path() const { return folder_ + "/state/jescope/history"; }
  unsigned mode_of(const std::string& file) const {
    struct stat status = {};
    return stat(file.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
  }

  const std::string folder_ = temp_path("history");
};

TEST_F(History, ComesBackInOrder) {
  const HistoryFile file(path());
  EXPECT_THAT(file.read(), IsEmpty());
  file.append(
      "top5 Gr\xc3\xb6\xc3\x9f"
      "e");
  file.append("list a\nb");  // no line
  file.append("quit");
  EXPECT_THAT(HistoryFile(path()).read(), ElementsAre("top5 Gr\xc3\xb6\xc3\x9f"
                                                      "e",
                                                      "quit"));
}

TEST_F(History, IsForItsUserAlone) {
  HistoryFile(path()).append("top");
  EXPECT_EQ(mode_of(path()), 0600U);
  EXPECT_EQ(mode_of(folder_ + "/state/jescope"), 0700U);
}

TEST_F(History, IsCutWhenItIsLong) {
  fs::create_directories(fs::path(path()).parent_path());
  {
    std::ofstream text(path());
    for (int i = 0; i < 30'000; ++i) text << "command " << i << '\n';
  }
  const std::vector<std::string> lines = HistoryFile(path()).read();
  ASSERT_EQ(lines.size(), 1000U);
  EXPECT_EQ(lines.front(), "command 29000");
  EXPECT_LT(fs::file_size(path()), 20'000U);
  EXPECT_EQ(HistoryFile(path()).read(), lines);
}

TEST_F(History, IsARegularFileOrNothing) {
  fs::create_directories(fs::path(path()).parent_path());
  ASSERT_EQ(mkfifo(path().c_str(), 0600), 0);
  const HistoryFile pipe(path());
  pipe.append("top");
  EXPECT_THAT(pipe.read(), IsEmpty());
  fs::remove(path());
  std::ofstream(folder_ + "/other") << "other\n";
  fs::create_symlink(folder_ + "/other", path());
  pipe.append("top");
  EXPECT_THAT(pipe.read(), IsEmpty());
  EXPECT_EQ(fs::file_size(folder_ + "/other"), 6U);
}

TEST_F(History, IsNotNeeded) {
  HistoryFile("").append("top");
  EXPECT_THAT(HistoryFile("").read(), IsEmpty());
  HistoryFile("/proc/no/such/folder").append("top");
}

}  // namespace
}  // namespace jescope
