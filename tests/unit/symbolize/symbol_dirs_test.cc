// SPDX-License-Identifier: Apache-2.0
//
// The walk below --symbols: what it finds by which key, and that it ends.
#include "symbolize/find/symbol_dirs.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

constexpr const char* kProgram = "gcc-O2-dwarf5-pie";
constexpr const char* kBuildId = "0123456789abcdef";

std::vector<std::string> paths_of(const SymbolDirs::Files& files) {
  std::vector<std::string> paths;
  for (const SymbolDirFile* file : files) paths.push_back(file->path);
  return paths;
}

SymbolDirs walk(const std::string& folder, const WalkLimits& limits = {}) {
  return SymbolDirs::walk(std::span(&folder, 1), limits);
}

class SymbolDirsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_fixture(kProgram)) GTEST_SKIP() << "no compiler here";
  }
  const FileTree tree_;
};

TEST_F(SymbolDirsTest, FindsFilesWhateverTheirNamesAndFolders) {
  const std::string deep = tree_.copy(kProgram, "a/b/c/d/blob-77");
  const std::string shallow = tree_.copy(kProgram, "server");
  const SymbolDirs dirs = walk(tree_.path());
  EXPECT_EQ(paths_of(dirs.with_build_id(kBuildId)), (std::vector<std::string>{deep, shallow}));
  EXPECT_EQ(paths_of(dirs.with_base_name("server")), std::vector<std::string>{shallow});
  EXPECT_TRUE(dirs.with_build_id("").empty());
  EXPECT_TRUE(dirs.with_build_id("77").empty());
  EXPECT_FALSE(dirs.is_cut());
}

TEST_F(SymbolDirsTest, EndsOnLinksInCirclesAndOnWhatIsNoFile) {
  const std::string server = tree_.copy(kProgram, "bin/server");
  tree_.link("..", "bin/up");
  tree_.link(tree_.path(), "bin/top");
  tree_.link("loop", "loop");
  ASSERT_EQ(mkfifo((tree_ / "pipe").c_str(), 0600), 0);
  std::ofstream(tree_ / "notes.txt") << "not ELF";
  std::ofstream(tree_ / "short") << "\x7f"
                                 << "ELF";
  EXPECT_EQ(paths_of(walk(tree_.path()).with_build_id(kBuildId)), std::vector<std::string>{server});
  EXPECT_EQ(walk(tree_.path()).files().size(), 1u);
}

TEST_F(SymbolDirsTest, TakesAFileForAFolder) {
  const std::string server = tree_.copy(kProgram, "server");
  EXPECT_EQ(paths_of(walk(server).with_build_id(kBuildId)), std::vector<std::string>{server});
}

TEST_F(SymbolDirsTest, IsEmptyWithoutTheFolder) {
  EXPECT_TRUE(walk(tree_ / "missing").files().empty());
}

TEST_F(SymbolDirsTest, SaysWhenItStoppedEarly) {
  tree_.copy(kProgram, "a");
  tree_.copy(kProgram, "b");
  tree_.copy(kProgram, "deep/deep/c");
  WalkLimits limits;
  limits.elf_files = 1;
  EXPECT_EQ(walk(tree_.path(), limits).files().size(), 1u);
  EXPECT_TRUE(walk(tree_.path(), limits).is_cut());
  limits = {};
  limits.entries = 2;
  EXPECT_TRUE(walk(tree_.path(), limits).is_cut());
  limits = {};
  limits.depth = 1;
  EXPECT_EQ(walk(tree_.path(), limits).files().size(), 2u);
}

}  // namespace
}  // namespace jescope
