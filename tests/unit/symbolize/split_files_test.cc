// SPDX-License-Identifier: Apache-2.0
//
// Where the other half of split DWARF is found.
#include "symbolize/find/split_files.h"

#include <gtest/gtest.h>

#include "symbolize/find/split_places.h"
#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

constexpr const char* kProgram = "gcc-O2-split";
constexpr const char* kUnit = "split-main.dwo";
constexpr const char* kOtherUnit = "split-plain.dwo";

struct PlaceCase {
  const char* name;
  const char* unit;    // DW_AT_dwo_name
  const char* folder;  // DW_AT_comp_dir
  const char* path;    // where it is put
};

class SplitPlaces : public testing::TestWithParam<PlaceCase> {};

// The program is /opt/app/server of the image, /build was moved to "moved".
TEST_P(SplitPlaces, AreLookedAt) {
  if (!has_fixture(kProgram)) GTEST_SKIP() << "not built here: " << kProgram;
  const FileTree tree;
  tree.copy(kProgram, "image/opt/app/server");
  tree.copy(kUnit, GetParam().path);
  SymbolSearch search;
  search.sysroot = tree / "image";
  search.symbol_dirs = {tree / "symbols"};
  search.path_map = {{"/build", tree / "moved"}};
  const FileFinder finder(search);
  const Result<ElfFile> program = ElfFile::open("/opt/app/server", search.sysroot);
  ASSERT_TRUE(program.ok());
  FoundSplitFiles files(*program, *program, finder);
  const DebugSections* const found = files.find({GetParam().unit, GetParam().folder});
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->has_entries());
  EXPECT_EQ(files.find({GetParam().unit, GetParam().folder}), found);
}

const PlaceCase kPlaces[] = {
    {"in_the_sysroot", "main.dwo", "/src/obj", "image/src/obj/main.dwo"},
    {"absolute", "/src/obj/main.dwo", "/elsewhere", "image/src/obj/main.dwo"},
    {"by_path_map", "obj/main.dwo", "/build", "moved/obj/main.dwo"},
    {"beside_the_program", "obj/main.dwo", "/gone", "image/opt/app/main.dwo"},
    {"below_the_program", "obj/main.dwo", "/gone", "image/opt/app/obj/main.dwo"},
    {"below_symbols", "obj/main.dwo", "/gone", "symbols/obj/main.dwo"},
    {"deep_below_symbols", "obj/main.dwo", "/gone", "symbols/x/y/z/main.dwo"},
    {"relative_folder", "main.dwo", ".", "image/opt/app/main.dwo"},
};

INSTANTIATE_TEST_SUITE_P(Places, SplitPlaces, testing::ValuesIn(kPlaces),
                         [](const auto& row) { return row.param.name; });

class SplitPlacesOutside : public testing::TestWithParam<PlaceCase> {};

// With a sysroot no name leads out of it, nor out of the folders of the user.
// "@" stands for the folder that has them all.
TEST_P(SplitPlacesOutside, AreNotLookedAt) {
  if (!has_fixture(kProgram)) GTEST_SKIP() << "not built here: " << kProgram;
  const FileTree tree;
  const std::string unit = std::string(GetParam().unit);
  const std::string path = tree.copy(kUnit, GetParam().path);
  const std::string program_path = tree.copy(kProgram, "symbols/server");
  std::filesystem::create_directories(tree / "moved");
  SymbolSearch search;
  search.sysroot = tree / "image";
  search.symbol_dirs = {tree / "symbols"};
  search.path_map = {{"/build", tree / "moved"}};
  const FileFinder finder(search);
  const Result<ElfFile> program = ElfFile::open(program_path, {});
  ASSERT_TRUE(program.ok());
  FoundSplitFiles files(*program, *program, finder);
  const std::string name = unit.starts_with("@") ? tree.path() + unit.substr(1) : unit;
  EXPECT_EQ(files.find({name, GetParam().folder}), nullptr) << path;
}

const PlaceCase kOutside[] = {
    {"absolute", "@/outside/main.dwo", "/gone", "outside/main.dwo"},
    {"climbs_from_symbols", "../outside/main.dwo", "/gone", "outside/main.dwo"},
    {"climbs_from_a_mapped_folder", "../outside/main.dwo", "/build", "outside/main.dwo"},
};

INSTANTIATE_TEST_SUITE_P(Places, SplitPlacesOutside, testing::ValuesIn(kOutside),
                         [](const auto& row) { return row.param.name; });

class SplitFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_fixture(kProgram)) GTEST_SKIP() << "not built here: " << kProgram;
  }
  const FileTree tree_;
};

TEST_F(SplitFilesTest, TakeOnlyFilesWithSplitDwarf) {
  const std::string program = tree_.copy(kProgram, "bin/server");
  tree_.copy(kProgram, "bin/main.dwo");  // ELF, but not the kind
  tree_.copy(kProgram, "bin/server.dwp");
  const FileFinder finder{SymbolSearch()};
  const Result<ElfFile> file = ElfFile::open(program, {});
  FoundSplitFiles files(*file, *file, finder);
  EXPECT_EQ(files.find({"main.dwo", "/gone"}), nullptr);
  EXPECT_EQ(files.find({"", "/gone"}), nullptr);
  EXPECT_EQ(files.package(), nullptr);
}

TEST_F(SplitFilesTest, OfManyNamesAreReadOnce) {
  const std::string program = tree_.copy(kProgram, "bin/server");
  tree_.copy(kUnit, "bin/main.dwo");
  tree_.link("main.dwo", "bin/other.dwo");
  const FileFinder finder{SymbolSearch()};
  const Result<ElfFile> file = ElfFile::open(program, {});
  FoundSplitFiles files(*file, *file, finder);
  const DebugSections* const found = files.find({"main.dwo", "/gone"});
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(files.find({".//main.dwo", "/gone"}), found);
  EXPECT_EQ(files.find({"other.dwo", "/gone"}), found);
}

TEST_F(SplitFilesTest, OfOneNameBelowSymbolsAreOrderedByFolder) {
  tree_.copy(kOtherUnit, "symbols/a/util/main.dwo");
  const std::string right = tree_.copy(kUnit, "symbols/b/app/obj/main.dwo");
  SymbolSearch search;
  search.symbol_dirs = {tree_ / "symbols"};
  const FileFinder finder(search);
  const std::vector<FilePlace> places =
      unit_places("obj/main.dwo", "/build/app", {"/opt/server"}, finder);
  const auto is_below = [&](const FilePlace& place) { return std::filesystem::exists(place.path); };
  const auto first = std::find_if(places.begin(), places.end(), is_below);
  ASSERT_NE(first, places.end());
  EXPECT_EQ(first->path, right);
}

TEST_F(SplitFilesTest, ArePackedBesideTheProgramOrItsDebugFile) {
  SymbolSearch search;
  search.symbol_dirs = {tree_ / "symbols"};
  const std::string packed = tree_.copy(kUnit, "symbols/x/server.dwp");
  const FileFinder finder(search);
  const std::vector<FilePlace> expected = {
      {"/bin/server.dwp", "/image"}, {"/debug/server.debug.dwp"}, {"/debug/server.dwp"}, {packed}};
  EXPECT_EQ(package_places({"/bin/server", "/image"}, {"/debug/server.debug"}, finder), expected);
}

}  // namespace
}  // namespace jescope
