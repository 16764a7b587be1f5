// SPDX-License-Identifier: Apache-2.0
//
// What is told while dumps are read.
#include "pipeline/inputs/dump_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_path.h"

namespace jescope {
namespace {

constexpr const char* kDump =
    "heap_v2/1\n  t*: 1: 10 [0: 0]\n@ 0x1\n  t*: 1: 10 [0: 0]\n\nMAPPED_LIBRARIES:\n";

class DumpFilesTest : public testing::Test {
 protected:
  DumpFilesTest() { std::filesystem::create_directory(folder_); }
  ~DumpFilesTest() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& more = "") const {
    std::string path = folder_ + "/" + name;
    std::ofstream(path) << kDump << more;
    return path;
  }

  static uint64_t size_of(const std::string& path) { return std::filesystem::file_size(path); }

  const std::string folder_ = temp_path("dumps");
  Progress progress_;
  Diagnostics diagnostics_;
};

TEST_F(DumpFilesTest, CountsBytesOfAllFiles) {
  const std::vector<std::string> paths = {write("a"), write("b", "\n"), write("c")};
  const uint64_t total = size_of(paths[0]) + size_of(paths[1]) + size_of(paths[2]);
  DumpFiles files(paths, &progress_);
  EXPECT_EQ(progress_.look().plan.total, total);
  EXPECT_EQ(progress_.look().plan.what, "reading dumps");
  ASSERT_TRUE(files.read(paths[0], diagnostics_).ok());
  EXPECT_EQ(progress_.look().done, size_of(paths[0]));
  EXPECT_EQ(progress_.look().detail, "1 of 3");
  ASSERT_TRUE(files.read(paths[2], diagnostics_).ok());
  EXPECT_EQ(progress_.look().done, total) << "the one between is done with";
  EXPECT_EQ(progress_.look().detail, "3 of 3");
}

TEST_F(DumpFilesTest, NamesAFileThatIsAlone) {
  const std::string path = write("alone.heap");
  DumpFiles files({path}, &progress_);
  ASSERT_TRUE(files.read(path, diagnostics_).ok());
  EXPECT_EQ(progress_.look().detail, "alone.heap");
}

TEST_F(DumpFilesTest, KnowsNoTotalOfWhatIsNoFile) {
  const DumpFiles files({write("a"), folder_ + "/missing"}, &progress_);
  EXPECT_EQ(progress_.look().plan.total, 0u);
}

TEST_F(DumpFilesTest, DoesNotCountWhatIsReadBeside) {
  const std::vector<std::string> paths = {write("b")};
  DumpFiles files(paths, &progress_);
  ASSERT_TRUE(files.read(paths[0], diagnostics_).ok());
  ASSERT_TRUE(files.read(write("a"), diagnostics_).ok());
  EXPECT_EQ(progress_.look().done, size_of(paths[0]));
}

TEST_F(DumpFilesTest, ReadsUnseen) {
  const std::string path = write("a");
  EXPECT_TRUE(DumpFiles({path}, nullptr).read(path, diagnostics_).ok());
}

}  // namespace
}  // namespace jescope
