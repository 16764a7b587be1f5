// SPDX-License-Identifier: Apache-2.0
//
// Which file stands for a module of the dump: by its path, below the sysroot,
// by --path-map, by name or layout below --symbols, or of a live process.
#include "symbolize/find/module_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "symbolize/find/dump_paths.h"
#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kProgram = "gcc-O2-dwarf5-pie";
constexpr const char* kStripped = "by-build-id";  // the same program and build-id
constexpr const char* kOther = "foreign-i386";    // another layout

// Returns where the module was found, or why it was not.
std::string find(const Module& module, const SymbolSearch& search) {
  const FileFinder finder(search);
  const Result<ElfFile> file = open_module_file(module, finder);
  return file ? to_text(file->place()) : file.error().message;
}

class ModuleFile : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* fixture : {kProgram, kStripped, kOther}) {
      if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
    }
    program_ = fixture_path(kProgram);
    search_.symbol_dirs = {tree_ / "symbols"};
  }

  const FileTree tree_;
  std::string program_;
  SymbolSearch search_;
};

TEST_F(ModuleFile, IsFoundInAnUnpackedImageFullOfAbsoluteLinks) {
  tree_.copy(kProgram, "image/usr/lib/app/server-1.2");
  tree_.link("/usr/lib", "image/lib");
  tree_.link("/lib/app/server-1.2", "image/opt/server");
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), tree_ / "image/opt/server");
}

TEST_F(ModuleFile, IsNotFoundThroughALinkOutOfTheSysroot) {
  tree_.link(program_, "image/opt/server");
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), "not found here");
}

TEST_F(ModuleFile, IsFoundByPathMapOutsideOfTheSysroot) {
  const std::string server = tree_.copy(kProgram, "build/out/server");
  search_.sysroot = tree_ / "image";
  search_.path_map = {{"/opt", tree_ / "nowhere"}, {"/opt/app/", tree_ / "build/out/"}};
  EXPECT_EQ(find(module_like(program_, "/opt/app/server"), search_), server);
  EXPECT_EQ(find(module_like(program_, "/opt/apple/server"), search_), "not found here");
}

TEST_F(ModuleFile, IsFoundInTheSysrootWhereThePathMapHasNone) {
  tree_.copy(kProgram, "image/opt/app/server");
  search_.sysroot = tree_ / "image";
  search_.path_map = {{"/opt", tree_ / "nowhere"}};
  EXPECT_EQ(find(module_like(program_, "/opt/app/server"), search_),
            tree_ / "image/opt/app/server");
}

TEST_F(ModuleFile, WithSpacesInItsPath) {
  const std::string server = tree_.copy(kProgram, "my programs/the server");
  EXPECT_EQ(find(module_like(program_, server), search_), server);
}

TEST_F(ModuleFile, OfThatNameBelowSymbolsReplacesAnotherBuild) {
  const std::string replaced = tree_.copy(kOther, "opt/server");
  const std::string server = tree_.copy(kProgram, "symbols/v7/server");
  EXPECT_EQ(find(module_like(program_, replaced), search_), server);
}

TEST_F(ModuleFile, BelowSymbolsIsKnownByItsLayoutUnderAnotherName) {
  tree_.copy(kOther, "symbols/a/other");
  const std::string server = tree_.copy(kProgram, "symbols/b/renamed");
  for (const char* name : {"/tmp/server-4711", "/memfd:server"}) {
    Module module = module_like(program_, name);
    module.deleted = true;
    EXPECT_EQ(find(module, search_), server);
  }
}

TEST_F(ModuleFile, IsTakenWithItsDebugInformationOfTwoOfOneBuild) {
  tree_.copy(kStripped, "symbols/a/server");
  const std::string whole = tree_.copy(kProgram, "symbols/b/server");
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), whole);
}

TEST_F(ModuleFile, IsRefusedWhereTwoBuildsFit) {
  for (const char* name : {"/opt/server", "/opt/renamed"}) {
    tree_.copy(kProgram, "symbols/a/server");
    change_build_id(tree_.copy(kProgram, "symbols/b/server"));
    EXPECT_THAT(
        find(module_like(program_, name), search_),
        AllOf(HasSubstr("not found here; "), HasSubstr("a/server (build-id 0123456789abcdef) and "),
              HasSubstr("b/server (build-id 7723456789abcdef) both fit the dump's map")));
  }
}

TEST_F(ModuleFile, OfThatNameButAnotherLayoutIsRefusedByName) {
  const std::string other = tree_.copy(kOther, "symbols/server");
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_),
            "not found here; " + other + " is another build: its code does not fit the dump's map");
}

TEST_F(ModuleFile, IsNotGuessedFromOneRange) {
  tree_.copy(kProgram, "symbols/renamed");
  Module module = module_like(program_, "/opt/server");
  std::erase_if(module.ranges, [](const MappedRange& range) { return !range.executable; });
  EXPECT_EQ(find(module, search_), "not found here");
  module.ranges.clear();
  EXPECT_EQ(find(module, search_), "not found here");
}

TEST_F(ModuleFile, NamedByTheUserIsTheOnlyOne) {
  search_.program = tree_.copy(kOther, "mine");
  tree_.copy(kProgram, "symbols/server");
  Module module = module_like(program_, "/opt/server");
  module.is_program = true;
  EXPECT_EQ(find(module, search_), "another build: its code does not fit the dump's map");
}

// The file is mapped here, then deleted and replaced by another.
TEST_F(ModuleFile, DeletedIsReadFromTheLiveProcess) {
  const std::string path = tree_.copy(kProgram, "server");
  Module module = module_like(path, path);
  module.deleted = true;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  void* const mapped = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  ASSERT_NE(mapped, MAP_FAILED);
  std::filesystem::remove(path);
  EXPECT_EQ(find(module, search_), "not found here");
  search_.is_live_here = true;
  search_.live_process = static_cast<uint64_t>(::getpid());
  const std::string place = find(module, search_);
  ::munmap(mapped, 4096);
  if (place == "not found here") GTEST_SKIP() << "map_files may not be read here";
  EXPECT_THAT(place, HasSubstr("/map_files/"));
}

struct PathMapCase {
  const char* name;
  const char* path;
  const char* expected;  // empty: no mapping fits
};

class PathMaps : public testing::TestWithParam<PathMapCase> {};

TEST_P(PathMaps, TakeTheLongestWholeBeginning) {
  const std::vector<PathMapping> path_map = {
      {"/build", "/src"}, {"/build/deep/", "/d"}, {"/build", "/never"}, {"obj", "/o"}};
  EXPECT_EQ(map_path(path_map, GetParam().path).value_or(""), GetParam().expected);
}

const PathMapCase kPathMaps[] = {
    {"whole_component", "/build/a.cc", "/src/a.cc"},
    {"part_of_a_component", "/builds/a.cc", ""},
    {"the_folder_itself", "/build", "/src"},
    {"longest", "/build/deep/a.cc", "/d/a.cc"},
    {"not_quite_longest", "/build/deeper/a.cc", "/src/deeper/a.cc"},
    {"relative", "obj/main.dwo", "/o/main.dwo"},
    {"inside", "/x/build/a.cc", ""},
};

INSTANTIATE_TEST_SUITE_P(Paths, PathMaps, testing::ValuesIn(kPathMaps),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
