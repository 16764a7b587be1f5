// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/new_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

class NewFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = temp_path("new_file");
    fs::remove_all(folder_);
    fs::create_directory(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  size_t files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string folder_;
};

TEST_F(NewFileTest, IsGoneUnlessItWasRenamed) {
  {
    const NewFile file(folder_);
    ASSERT_TRUE(file.is_open());
    EXPECT_EQ(files(), 1u);
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(NewFileTest, TakesThePlaceOfWhatHasItsName) {
  const std::string path = folder_ + "/kept";
  std::ofstream(path) << "old and longer";
  {
    NewFile file(folder_);
    ASSERT_EQ(::write(file.descriptor(), "new", 3), 3);
    EXPECT_TRUE(file.rename_to(path));
  }
  EXPECT_EQ(files(), 1u);
  EXPECT_EQ(fs::file_size(path), 3u);
}

TEST_F(NewFileTest, IsReadableByItsUserAlone) {
  const NewFile file(folder_);
  struct stat found = {};
  ASSERT_EQ(::fstat(file.descriptor(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777u, 0600u);
}

TEST_F(NewFileTest, LeavesNothingWhereItCannotBeRenamed) {
  NewFile file(folder_);
  EXPECT_FALSE(file.rename_to(folder_ + "/none/kept"));
  EXPECT_EQ(errno, ENOENT);
  EXPECT_EQ(files(), 0u);
}

TEST_F(NewFileTest, IsNotOpenWhereThereIsNoFolder) {
  EXPECT_FALSE(NewFile(folder_ + "/none").is_open());
}

}  // namespace
}  // namespace jescope
