// SPDX-License-Identifier: Apache-2.0
//
// One program (matrix/base) whose debug information strippers and packagers
// have put elsewhere: wherever it is found, every place has the chain that the
// whole program gives, and what belongs to another build is never used.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/judge.h"

namespace jescope {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr const char* kBuildId = "0123456789abcdef0123456789abcdef01234567";
constexpr const char* kUnderBuildId = ".build-id/01/23456789abcdef0123456789abcdef01234567.debug";

std::string matrix_path(const std::string& name) {
  return fixture_path("matrix/" + name);
}

std::vector<uint64_t> base_offsets() {
  const Result<ElfFile> file = ElfFile::open(matrix_path("base"), {});
  return file.ok() ? code_offsets(*file) : std::vector<uint64_t>();
}

// All chains of the base program's code as that module gives them, a line each.
std::string chains_of(const ModuleSymbols& symbols) {
  std::string text;
  for (const SymbolChain& chain : symbols.chains) text += to_text(chain) + "\n";
  return text;
}

SymbolSearch only_in(std::vector<std::string> debug_dirs) {
  SymbolSearch search;
  search.debug_dirs = std::move(debug_dirs);
  return search;
}

ModuleSymbols look_up_code(const std::string& path, SymbolSearch search) {
  return look_up(module_at(path), base_offsets(), std::move(search));
}

std::string outermost(const SymbolChain& chain) {
  return chain.empty() ? "" : chain.back().function;
}

// A module, and a search that leads to its debug information.
struct Placement {
  const char* name;
  const char* debug_dir;  // in the matrix; empty: found beside the module or in it
};

class Placements : public testing::TestWithParam<Placement> {};

TEST_P(Placements, GiveTheChainsOfTheWholeProgram) {
  const Placement& row = GetParam();
  const std::string module = matrix_path(row.name);
  if (!fs::exists(module)) GTEST_SKIP() << "not built here: " << row.name;
  std::vector<std::string> debug_dirs;
  if (*row.debug_dir != '\0') debug_dirs.push_back(matrix_path(row.debug_dir));
  const ModuleSymbols symbols = look_up_code(module, only_in(debug_dirs));
  const ModuleSymbols whole = look_up_code(matrix_path("base"), only_in({}));
  EXPECT_EQ(symbols.source, "DWARF");
  EXPECT_EQ(chains_of(symbols), chains_of(whole));
  EXPECT_THAT(chains_of(whole),
              HasSubstr("chains::innermost(int) chains.h:16 < int chains::scaled"));
}

const Placement kPlacements[] = {
    {"compressed-zlib", ""},
    {"compressed-zlib-gnu", ""},
    {"compressed-zstd", ""},
    {"apart-objcopy", "apart-objcopy.d/debug"},
    {"apart-strip-debug", "apart-strip-debug.d/debug"},
    {"apart-compressed", "apart-compressed.d/debug"},
    {"apart-strip", "apart-strip.d/debug"},
    {"apart-llvm", "apart-llvm.d/debug"},
    {"apart-eu-strip", "apart-eu-strip.d/debug"},
    {"apart-eu-strip-g", "apart-eu-strip-g.d/debug"},
    {"apart-relocated", "apart-relocated.d/debug"},
    {"link-good", ""},
    {"shared-good", ""},
};

INSTANTIATE_TEST_SUITE_P(Matrix, Placements, testing::ValuesIn(kPlacements),
                         [](const auto& row) { return test_name(row.param.name); });

// A folder of the test's own, empty at its start and removed at its end.
class FoundElsewhere : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(matrix_path("apart-objcopy"))) GTEST_SKIP() << "no compiler here";
    folder_ = temp_path("matrix");
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  std::string put(const std::string& from, const std::string& to) const {
    const fs::path target = fs::path(folder_) / to;
    fs::create_directories(target.parent_path());
    fs::copy_file(from, target);
    return target.string();
  }

  static std::string whole() { return chains_of(look_up_code(matrix_path("base"), only_in({}))); }
  static std::string stripped() { return matrix_path("apart-objcopy"); }
  static std::string debug_file() { return matrix_path("apart-objcopy.d/split.debug"); }

  std::string folder_;
};

TEST_F(FoundElsewhere, DebugFileOfAnyNameInSymbolsFolder) {
  put(debug_file(), "some/where/deep/whatever.bin");
  SymbolSearch search = only_in({});
  search.symbol_dirs = {folder_};
  const ModuleSymbols symbols = look_up_code(stripped(), search);
  EXPECT_EQ(chains_of(symbols), whole());
  EXPECT_THAT(symbols.debug_file, HasSubstr("whatever.bin"));
}

TEST_F(FoundElsewhere, WholeProgramOfAnyNameInSymbolsFolder) {
  put(matrix_path("base"), "older name (1)");
  SymbolSearch search = only_in({});
  search.symbol_dirs = {folder_};
  EXPECT_EQ(chains_of(look_up_code(stripped(), search)), whole());
}

TEST_F(FoundElsewhere, AnotherBuildInSymbolsFolderIsNotUsed) {
  put(matrix_path("gcc-O0"), "base");
  SymbolSearch search = only_in({});
  search.symbol_dirs = {folder_};
  EXPECT_NE(look_up_code(stripped(), search).source, "DWARF");
}

TEST_F(FoundElsewhere, DebugInfodCache) {
  put(debug_file(), std::string(kBuildId) + "/debuginfo");
  SymbolSearch search = only_in({});
  search.debuginfod_caches = {folder_};
  EXPECT_EQ(chains_of(look_up_code(stripped(), search)), whole());
}

TEST_F(FoundElsewhere, AnotherBuildUnderTheBuildIdIsNotUsed) {
  put(matrix_path("gcc-O0"), kUnderBuildId);
  put(matrix_path("gcc-O0"), std::string(kBuildId) + "/debuginfo");
  SymbolSearch search = only_in({folder_});
  search.debuginfod_caches = {folder_};
  EXPECT_NE(look_up_code(stripped(), search).source, "DWARF");
}

TEST_F(FoundElsewhere, DebugFileInTheSysroot) {
  put(stripped(), "opt/app/server");
  put(debug_file(), std::string("usr/lib/debug/") + kUnderBuildId);
  SymbolSearch search = only_in({"/usr/lib/debug"});
  search.sysroot = folder_;
  EXPECT_EQ(chains_of(look_up_code("/opt/app/server", search)), whole());
}

TEST_F(FoundElsewhere, ModuleUnderAnotherPrefix) {
  put(matrix_path("base"), "new place/bin/server");
  SymbolSearch search = only_in({});
  search.path_map = {{"/old", folder_ + "/new place"}};
  EXPECT_EQ(chains_of(look_up_code("/old/bin/server", search)), whole());
  EXPECT_EQ(look_up_code("/older/bin/server", search).source, "none");
}

TEST_F(FoundElsewhere, PathWithSpacesAndQuotes) {
  const std::string path = put(matrix_path("base"), "it's a \"program\" $(x) (deleted)");
  EXPECT_EQ(chains_of(look_up_code(path, only_in({}))), whole());
}

TEST(MatrixFiles, LinkWithAnotherChecksumIsNotUsed) {
  const std::string module = matrix_path("link-other-file");
  if (!fs::exists(module)) GTEST_SKIP() << "no compiler here";
  const ModuleSymbols symbols = look_up_code(module, only_in({}));
  EXPECT_NE(symbols.source, "DWARF");
  EXPECT_NE(symbols.reason, "");
}

// Then functions have the symbol table's names, and none has a wrong one.
TEST(MatrixFiles, AlternateFileOfAnotherBuildIsNotUsed) {
  const std::string module = matrix_path("shared-wrong");
  if (!fs::exists(module)) GTEST_SKIP() << "dwz is not installed";
  const ModuleSymbols symbols = look_up_code(module, only_in({}));
  const ModuleSymbols table = look_up_code(matrix_path("only-symtab"), only_in({}));
  EXPECT_NE(symbols.reason, "");
  for (size_t i = 0; i < symbols.chains.size(); ++i) {
    if (table.chains[i].empty()) continue;
    EXPECT_EQ(outermost(symbols.chains[i]), outermost(table.chains[i]))
        << to_text(symbols.chains[i]);
  }
}

// A program whose names are in an alternate file that is not here, and as it was
// before. Names of bounds say themselves that they are none.
struct Lacking {
  const char* name;
  const char* whole;
};

class LackingAlternateFile : public testing::TestWithParam<Lacking> {};

std::vector<std::string> names_of(const SymbolChain& chain) {
  std::vector<std::string> names;
  for (const SymbolFrame& frame : chain) {
    if (frame.kind != FrameKind::kBounds) names.push_back(frame.function);
  }
  return names;
}

// Whether `all` has `some` in their order.
bool holds(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  auto from = all.begin();
  for (const std::string& name : some) {
    from = std::find(from, all.end(), name);
    if (from == all.end()) return false;
    ++from;
  }
  return true;
}

TEST_P(LackingAlternateFile, GivesNoNameThatTheWholeProgramDoesNot) {
  const Result<ElfFile> file = ElfFile::open(fixture_path(GetParam().name), {});
  if (!file.ok()) GTEST_SKIP() << "dwz is not installed";
  const std::vector<uint64_t> offsets = code_offsets(*file);
  const ModuleSymbols lacking =
      look_up(module_at(fixture_path(GetParam().name)), offsets, only_in({}));
  const ModuleSymbols whole =
      look_up(module_at(fixture_path(GetParam().whole)), offsets, only_in({}));
  EXPECT_NE(lacking.reason, "");
  EXPECT_NE(chains_of(lacking), chains_of(whole));
  for (size_t i = 0; i < offsets.size(); ++i) {
    EXPECT_TRUE(holds(names_of(whole.chains[i]), names_of(lacking.chains[i])))
        << to_text(lacking.chains[i]) << "\n  of " << to_text(whole.chains[i]);
  }
}

const Lacking kLacking[] = {
    {"matrix/shared-wrong", "matrix/base"},
    {"scopes-lacking", "scopes-gcc-O2"},
    {"scopes-lacking-bare", "scopes-gcc-O2-bare"},
    {"shop-lacking", "shop"},
};

INSTANTIATE_TEST_SUITE_P(Matrix, LackingAlternateFile, testing::ValuesIn(kLacking),
                         [](const auto& row) { return test_name(row.param.name); });

}  // namespace
}  // namespace jescope
