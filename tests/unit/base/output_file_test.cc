// SPDX-License-Identifier: Apache-2.0
//
// These tests write below the folder for temporary files: what is tested is
// the file system's view.
#include "jescope/base/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/diagnostics_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

class OutputFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = temp_path("output");
    fs::remove_all(folder_);
    fs::create_directory(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  size_t files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(OutputFile, ReplacesAFileAndLeavesNothingBeside) {
  const fs::path path = folder_ / "report.txt";
  ASSERT_TRUE(write_file(path, "old, and longer").ok());
  ASSERT_TRUE(write_file(path, "new").ok());
  EXPECT_EQ(text_of(path), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFile, HasThePermissionsOfAnyNewFile) {
  const fs::path path = folder_ / "report.txt";
  const mode_t before = umask(027);
  ASSERT_TRUE(write_file(path, "x").ok());
  umask(before);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
}

TEST_F(OutputFile, WritesDirectlyToADevice) {
  EXPECT_TRUE(write_file("/dev/null", "x").ok());
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputFile, SaysWhatIsInTheWay) {
  const fs::path path = folder_ / "missing" / "report.txt";
  const Result<Done> written = write_file(path, "x");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kUnwritable);
  EXPECT_EQ(to_text(written.error()),
            path.string() + ": expected to write it, got \"no such file or directory\"\n");
  EXPECT_EQ(files(), 0u);
}

TEST_F(OutputFile, FullDiskLeavesWhatWasThere) {
  const Result<Done> written = write_file("/dev/full", "x");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(to_text(written.error()),
            "/dev/full: expected to write it, got \"no space left on device\"\n");
}

TEST_F(OutputFile, FolderIsNoFile) {
  const Result<Done> written = write_file(folder_, "x");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(to_text(written.error()),
            folder_.string() + ": expected to write it, got \"is a directory\"\n");
}

}  // namespace
}  // namespace jescope
