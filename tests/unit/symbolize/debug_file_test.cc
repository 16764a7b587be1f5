// SPDX-License-Identifier: Apache-2.0
//
// Where debug information is found that is not in the module's file, and what
// is said of files that are not the module's.
#include "symbolize/find/debug_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kWhole = "gcc-O2-dwarf5-pie";
constexpr const char* kDebug = "linked.debug";
constexpr const char* kStripped = "by-build-id";
constexpr const char* kLinked = "linked";  // stripped, has a link and no build-id

ElfFile open(const std::string& path, const std::string& root = {}) {
  return *ElfFile::open(path, root);
}

std::string place_of(const FoundDebugFile& found) {
  return found.file ? to_text(found.file->place()) : "";
}

std::vector<std::string> texts_of(const std::vector<Refusal>& refusals) {
  std::vector<std::string> texts;
  for (const Refusal& refusal : refusals) texts.push_back(to_text(refusal));
  return texts;
}

FoundDebugFile find(const std::string& module_path, const SymbolSearch& search) {
  const FileFinder finder(search);
  return find_debug_file(open(module_path), finder);
}

class DebugFile : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* fixture : {kWhole, kDebug, kStripped, kLinked}) {
      if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
    }
    search_.debug_dirs = {tree_ / "debug"};
  }

  const FileTree tree_;
  SymbolSearch search_;
};

struct LayoutCase {
  const char* name;
  const char* fixture;
  const char* path;  // where it is put
};

class DebugFileLayouts : public DebugFile, public testing::WithParamInterface<LayoutCase> {};

TEST_P(DebugFileLayouts, AreFoundByBuildId) {
  const std::string path = tree_.copy(GetParam().fixture, GetParam().path);
  search_.symbol_dirs = {tree_ / "symbols"};
  search_.debuginfod_caches = {tree_ / "cache"};
  const FoundDebugFile found = find(fixture_path(kStripped), search_);
  EXPECT_EQ(place_of(found), path);
  EXPECT_THAT(found.refusals, IsEmpty());
}

const LayoutCase kLayouts[] = {
    {"debug_dir", kDebug, "debug/.build-id/01/23456789abcdef.debug"},
    {"copy_of_it", kDebug, "symbols/.build-id/01/23456789abcdef.debug"},
    {"without_suffix", kDebug, "symbols/.build-id/01/23456789abcdef"},
    {"unpacked_package", kDebug, "symbols/usr/lib/debug/.build-id/01/23456789abcdef.debug"},
    {"any_name", kDebug, "symbols/deep/in/here/blob"},
    {"unstripped_program", kWhole, "symbols/bin/other-name"},
    {"debuginfod_cache", kDebug, "cache/0123456789abcdef/debuginfo"},
};

INSTANTIATE_TEST_SUITE_P(Layouts, DebugFileLayouts, testing::ValuesIn(kLayouts),
                         [](const auto& row) { return row.param.name; });

TEST_F(DebugFile, IsLookedForInTheSysrootFirstThenHere) {
  const std::string here = tree_.copy(kDebug, "debug/.build-id/01/23456789abcdef.debug");
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(place_of(find(fixture_path(kStripped), search_)), here);
  const std::string inside =
      tree_.copy(kDebug, "image" + tree_.path() + "/debug/.build-id/01/23456789abcdef.debug");
  EXPECT_EQ(place_of(find(fixture_path(kStripped), search_)), inside);
}

TEST_F(DebugFile, WithDebugInformationIsBetterThanOneWithSymbols) {
  tree_.copy("symtab-only", "debug/.build-id/01/23456789abcdef.debug");
  const std::string best = tree_.copy(kDebug, "cache/0123456789abcdef/debuginfo");
  search_.debuginfod_caches = {tree_ / "cache"};
  EXPECT_EQ(place_of(find(fixture_path(kStripped), search_)), best);
}

TEST_F(DebugFile, OfAnotherBuildIsRefusedWithBothIds) {
  const std::string path = tree_.copy(kDebug, "debug/.build-id/01/23456789abcdef.debug");
  change_build_id(path);
  const FoundDebugFile found = find(fixture_path(kStripped), search_);
  EXPECT_EQ(place_of(found), "");
  EXPECT_THAT(texts_of(found.refusals),
              ElementsAre(path + " has build-id 7723456789abcdef, the module 0123456789abcdef"));
}

TEST_F(DebugFile, OfALinkWithAnotherChecksumIsRefusedWithBoth) {
  const std::string module = tree_.copy(kLinked, "bin/linked");
  const std::string debug = tree_.copy(kDebug, "bin/linked.debug");
  EXPECT_EQ(place_of(find(module, search_)), debug);
  change_build_id(debug);
  const FoundDebugFile found = find(module, search_);
  EXPECT_EQ(place_of(found), "");
  ASSERT_EQ(found.refusals.size(), 1u);
  EXPECT_THAT(to_text(found.refusals.front()), HasSubstr(debug + " has CRC32 0x"));
  EXPECT_THAT(to_text(found.refusals.front()), HasSubstr(", the module asks for 0x"));
}

TEST_F(DebugFile, OfALinkIsFoundBelowSymbols) {
  const std::string module = tree_.copy(kLinked, "bin/linked");
  const std::string debug = tree_.copy(kDebug, "symbols/any/where/linked.debug");
  search_.symbol_dirs = {tree_ / "symbols"};
  EXPECT_EQ(place_of(find(module, search_)), debug);
}

TEST_F(DebugFile, OfAModuleWithoutBuildIdAndLinkIsNotGuessed) {
  tree_.copy(kDebug, "symbols/symtab-only.debug");
  search_.symbol_dirs = {tree_ / "symbols"};
  EXPECT_EQ(place_of(find(fixture_path("symtab-only"), search_)), "");
}

class SharedDebugFile : public DebugFile {
 protected:
  void SetUp() override {
    DebugFile::SetUp();
    if (!has_fixture("shared-parts")) GTEST_SKIP() << "no dwz here";
    link_ = read_alt_link(open(fixture_path("shared-parts")));
    ASSERT_TRUE(link_);
  }

  FoundDebugFile find_shared(const std::string& path, const std::string& root = {}) {
    const FileFinder finder(search_);
    return find_alt_file(open(path, root), *link_, finder);
  }

  std::optional<AltLink> link_;
};

TEST_F(SharedDebugFile, IsBesideTheFileThatALinkLeadsTo) {
  tree_.copy("shared-parts", "image/store/debug/shared-parts");
  tree_.copy("shared.dwz", "image/store/.dwz/shared.dwz");
  tree_.link("/store/debug/shared-parts", "image/opt/server.debug");
  link_->path = "../.dwz/shared.dwz";
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(place_of(find_shared("/opt/server.debug", search_.sysroot)),
            tree_ / "image/store/debug/../.dwz/shared.dwz");
}

TEST_F(SharedDebugFile, IsFoundByBuildIdWhereverDebugFilesAre) {
  const std::string debug = tree_.copy("shared-parts", "server.debug");
  link_->path = "/nowhere/.dwz/x/shared.dwz";
  EXPECT_EQ(place_of(find_shared(debug)), "");
  const std::string cached = tree_.copy("shared.dwz", "cache/" + link_->build_id + "/debuginfo");
  search_.debuginfod_caches = {tree_ / "cache"};
  EXPECT_EQ(place_of(find_shared(debug)), cached);
  search_.symbol_dirs = {tree_ / "symbols"};
  search_.debuginfod_caches = {};
  const std::string copied = tree_.copy("shared.dwz", "symbols/dwz/blob");
  EXPECT_EQ(place_of(find_shared(debug)), copied);
  const std::string in_debug_dir = tree_.copy("shared.dwz", "debug/.dwz/x/shared.dwz");
  EXPECT_EQ(place_of(find_shared(debug)), in_debug_dir);
}

// With a sysroot; see find/dump_paths.h.
TEST_F(SharedDebugFile, IsNotWhereALinkLeadsOutside) {
  const std::string debug = tree_.copy("shared-parts", "symbols/server.debug");
  const std::string outside = tree_.copy("shared.dwz", "outside/shared.dwz");
  std::filesystem::create_directories(tree_ / "debug/.dwz");
  search_.symbol_dirs = {tree_ / "symbols"};
  for (const std::string& path : {outside, std::string("../outside/shared.dwz"),
                                  std::string("/x/.dwz/../../outside/shared.dwz")}) {
    link_->path = path;
    search_.sysroot = tree_ / "image";
    EXPECT_EQ(place_of(find_shared(debug)), "") << path;
  }
  link_->path = outside;
  search_.sysroot = "";
  EXPECT_EQ(place_of(find_shared(debug)), outside);
}

TEST_F(SharedDebugFile, OfAnotherBuildIsRefusedWithBothIds) {
  const std::string debug = tree_.copy("shared-parts", "server.debug");
  const std::string other = tree_.copy(kDebug, "shared.dwz");
  link_->path = other;
  const FoundDebugFile found = find_shared(debug);
  EXPECT_EQ(place_of(found), "");
  EXPECT_THAT(texts_of(found.refusals),
              testing::Contains(other + " has build-id 0123456789abcdef, the debug file asks for " +
                                link_->build_id));
}

}  // namespace
}  // namespace jescope
