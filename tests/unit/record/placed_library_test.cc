// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/placed_library.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "program_image.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class PlaceLibrary : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string content(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }

  const std::string folder_ = temp_path("place");
};

TEST_F(PlaceLibrary, InAFolderOfItsOwnForAllUsers) {
  std::string path;
  {
    const Result<PlacedLibrary> library = PlacedLibrary::place("bytes", {folder_});
    ASSERT_TRUE(library.ok());
    path = library->path();
    EXPECT_THAT(path, StartsWith(folder_ + "/jescope."));
    EXPECT_THAT(path, testing::EndsWith("/libjescope_record.so"));
    EXPECT_EQ(content(path), "bytes");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms(0755));
    EXPECT_EQ(fs::status(fs::path(path).parent_path()).permissions(), fs::perms(0755));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(PlaceLibrary, StaysWhereItIsKept) {
  {
    Result<PlacedLibrary> library = PlacedLibrary::place("bytes", {folder_});
    ASSERT_TRUE(library.ok());
    library->keep();
  }
  EXPECT_FALSE(fs::is_empty(folder_));
}

TEST_F(PlaceLibrary, WhatNobodyNeedsIsRemovedLater) {
  const auto place = [&] { return PlacedLibrary::place("bytes", {folder_}); };
  const auto age = [&](const std::string& path) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
  };
  const auto folder_of = [](const PlacedLibrary& library) {
    return fs::path(library.path()).parent_path().string();
  };
  std::string left;
  std::string young;
  std::string mapped;
  for (std::string* const path : {&left, &young, &mapped}) {
    Result<PlacedLibrary> library = place();
    ASSERT_TRUE(library.ok());
    *path = folder_of(*library);
    library->keep();
  }
  const Result<PlacedLibrary> owned = place();
  ASSERT_TRUE(owned.ok());
  const std::string other = folder_ + "/elsewhere";
  fs::create_directories(other);
  std::ofstream(other + "/libjescope_record.so") << "bytes";
  const std::string link = folder_ + "/jescope.linked";
  fs::create_directory_symlink(other, link);
  const std::string fuller = folder_ + "/jescope.fuller";
  fs::create_directories(fuller);
  std::ofstream(fuller + "/of-a-user") << "bytes";
  for (const std::string& path : {left, mapped, folder_of(*owned), other, fuller}) age(path);

  const int file = ::open((mapped + "/libjescope_record.so").c_str(), O_RDONLY);
  void* const page = ::mmap(nullptr, 1, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  ASSERT_NE(page, MAP_FAILED);
  remove_left_folders({folder_, folder_ + "/missing"});
  ::munmap(page, 1);

  EXPECT_FALSE(fs::exists(left));
  for (const std::string& path : {young, mapped, folder_of(*owned), link, other, fuller}) {
    EXPECT_TRUE(fs::exists(path)) << path;
  }
  EXPECT_TRUE(fs::exists(other + "/libjescope_record.so"));
  EXPECT_TRUE(fs::exists(fuller + "/of-a-user"));
  remove_left_folders({folder_});
  EXPECT_FALSE(fs::exists(mapped)) << "it is needed no longer";
}

TEST_F(PlaceLibrary, FoldersThatDoNotFitArePassedOver) {
  const std::string blank = folder_ + "/a b";
  const std::string colon = folder_ + "/a:b";
  const std::string good = folder_ + "/good";
  for (const std::string& path : {blank, colon, good}) fs::create_directories(path);
  const Result<PlacedLibrary> library =
      PlacedLibrary::place("bytes", {"relative", folder_ + "/missing", blank, colon, good});
  ASSERT_TRUE(library.ok());
  EXPECT_THAT(library->path(), StartsWith(good + "/"));
}

TEST_F(PlaceLibrary, InMemoryWithoutAFolder) {
  const Result<PlacedLibrary> library = PlacedLibrary::place("bytes", {folder_ + "/missing"});
  ASSERT_TRUE(library.ok());
  EXPECT_TRUE(library->is_in_memory());
  EXPECT_THAT(library->path(), StartsWith("/proc/"));
  EXPECT_EQ(content(library->path()), "bytes");
}

TEST_F(PlaceLibrary, BytesOfAFile) {
  const std::string path = folder_ + "/lib.so";
  const std::string image = ProgramImage{}.bytes();
  std::ofstream(path, std::ios::binary) << image;
  const Result<std::string> bytes = library_bytes(path, Architecture::kX86_64);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, image);
  const Result<std::string> other = library_bytes(path, Architecture::kAarch64);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().message, "expected a shared library for aarch64, got " + path);
  EXPECT_FALSE(library_bytes(folder_, Architecture::kX86_64).ok());
}

TEST(ProcessesWith, NobodyHasAFileThatIsNotThere) {
  EXPECT_TRUE(processes_with("/no/such/library.so").empty());
}

}  // namespace
}  // namespace jescope
