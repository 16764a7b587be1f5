// SPDX-License-Identifier: Apache-2.0
//
// make_symbol_source on the fixtures: which names a module gets from what
// is left in its files, and what is said when names are missing.
#include "jescope/symbolize/symbol_search.h"

#include <gelf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>

#include "symbolize/elf/symbol_table.h"
#include "tests/support/temp_path.h"
#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

using testing::HasSubstr;

constexpr const char* kWithDebugInfo = "gcc-O2-dwarf5-pie";

SymbolSearch only_fixture_debug_dir() {
  return {{}, {}, {fixture_path("debug")}};
}

// Offsets of the code of a function of a fixture that has .symtab: its first
// byte and one in its middle.
std::vector<uint64_t> offsets_in(const char* fixture, std::string_view linkage_name) {
  const Result<ElfFile> file = ElfFile::open(fixture_path(fixture), {});
  if (!file) return {};
  const SymbolTable symbols = SymbolTable::read(*file, SymbolKind::kSymtab, file->segments());
  std::vector<uint64_t> offsets;
  for (const LoadSegment& segment : file->segments()) {
    if (!segment.executable) continue;
    for (uint64_t at = 0; at < segment.file_bytes; ++at) {
      const LinkAddress address = segment.address + at;
      if (symbols.names_at(std::span(&address, 1)).front() == linkage_name) {
        offsets.push_back(segment.file_offset + at);
      }
    }
  }
  if (offsets.empty()) return {};
  return {offsets.front(), offsets[offsets.size() / 2]};
}

std::string function_at(const ModuleSymbols& symbols, size_t row) {
  return symbols.chains[row].empty() ? "" : symbols.chains[row].back().function;
}

struct SourceCase {
  const char* name;
  const char* fixture;
  const char* source;
  const char* reason;  // a part of it
  bool has_lines;
};

class Sources : public testing::TestWithParam<SourceCase> {};

TEST_P(Sources, NameFunctionsFromTheBestThereIs) {
  const SourceCase& row = GetParam();
  if (!has_fixture(row.fixture)) GTEST_SKIP() << "not built here: " << row.fixture;
  const std::vector<uint64_t> offsets = offsets_in(kWithDebugInfo, "_Z5outeri");
  ASSERT_EQ(offsets.size(), 2u);
  const ModuleSymbols symbols =
      look_up(module_at(fixture_path(row.fixture)), offsets, only_fixture_debug_dir());
  EXPECT_EQ(symbols.source, row.source);
  EXPECT_THAT(symbols.reason, HasSubstr(row.reason));
  EXPECT_EQ(symbols.reason.empty(), std::string_view(row.reason).empty());
  EXPECT_EQ(function_at(symbols, 1), "outer(int)");
  EXPECT_EQ(symbols.chains[1].back().line != 0, row.has_lines);
}

const SourceCase kSources[] = {
    {"own_debug_info", "gcc-O2-dwarf5-pie", "DWARF", "", true},
    {"debug_link_by_checksum", "linked", "DWARF", "", true},
    {"debug_file_by_build_id", "by-build-id", "DWARF", "", true},
    {"shared_debug_file", "shared-parts", "DWARF", "", true},
    {"symbol_table", "symtab-only", "symtab", "no debug information", false},
};

INSTANTIATE_TEST_SUITE_P(Fixtures, Sources, testing::ValuesIn(kSources),
                         [](const auto& row) { return row.param.name; });

// Returns "fn@0x1020" for "module!fn@0x1020", the name made from a function's bounds.
std::string without_module(const std::string& text) {
  const size_t mark = text.find("!fn@");
  return mark == std::string::npos ? text : text.substr(mark + 1);
}

// Debug information of one program, kept in different places.
class ScatteredDebugInfo : public testing::TestWithParam<const char*> {};

TEST_P(ScatteredDebugInfo, ReadsAsIfItWereInOneFile) {
  if (!has_fixture(GetParam())) GTEST_SKIP() << "not built here: " << GetParam();
  std::vector<uint64_t> offsets;
  for (uint64_t at = 0x1000; at < 0x2000; at += 3) offsets.push_back(at);
  const ModuleSymbols whole = look_up(module_at(fixture_path(kWithDebugInfo)), offsets);
  const ModuleSymbols scattered =
      look_up(module_at(fixture_path(GetParam())), offsets, only_fixture_debug_dir());
  for (size_t i = 0; i < offsets.size(); ++i) {
    EXPECT_EQ(without_module(to_text(scattered.chains[i])),
              without_module(to_text(whole.chains[i])))
        << offsets[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, ScatteredDebugInfo,
                         testing::Values("shared-parts", "gcc-O2-split", "linked", "by-build-id"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(SymbolSearch, RefusesADebugFileOfAnotherBuild) {
  if (!has_fixture("wrong-link")) GTEST_SKIP() << "no compiler here";
  const ModuleSymbols symbols =
      look_up(module_at(fixture_path("wrong-link")), {0x1200}, {{}, {}, {}});
  EXPECT_EQ(symbols.debug_file, "");
  EXPECT_THAT(symbols.reason, HasSubstr("wrong.debug has CRC32 0x"));
}

TEST(SymbolSearch, SaysWhereTheFilesAre) {
  if (!has_fixture("by-build-id")) GTEST_SKIP() << "no compiler here";
  SymbolSearch search = only_fixture_debug_dir();
  search.sysroot = JESCOPE_FIXTURES;
  const ModuleSymbols symbols = look_up(module_at("/by-build-id"), {0x1200}, search);
  EXPECT_EQ(symbols.file, fixture_path("by-build-id"));
  EXPECT_EQ(symbols.debug_file, fixture_path("debug/.build-id/01/23456789abcdef.debug"));
  EXPECT_EQ(look_up(module_at("/missing"), {0x1200}, search).file, "");
}

TEST(SymbolSearch, GivesTheBuildId) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  EXPECT_EQ(look_up(module_at(fixture_path(kWithDebugInfo)), {}).build_id, "0123456789abcdef");
}

TEST(SymbolSearch, GivesFramesInnermostFirstWithTheirCallSites) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  const std::vector<uint64_t> offsets = offsets_in(kWithDebugInfo, "_Z5outeri");
  const ModuleSymbols symbols = look_up(module_at(fixture_path(kWithDebugInfo)), offsets);
  const SymbolChain& chain = symbols.chains[0];
  EXPECT_EQ(to_text(chain), "deepest main.cc:30 < middle main.cc:35 < outer(int) main.cc:40");
  EXPECT_TRUE(chain.front().inlined);
  EXPECT_FALSE(chain.back().inlined);
}

TEST(SymbolSearch, NeverTakesTheNearestSymbol) {
  if (!has_fixture("libstripped.so")) GTEST_SKIP() << "no compiler here";
  std::map<std::string, std::string> names;
  for (const char* function : {"library_first", "library_hidden", "library_last"}) {
    const std::vector<uint64_t> offsets = offsets_in("libwhole.so", function);
    ASSERT_EQ(offsets.size(), 2u);
    const std::string name =
        function_at(look_up(module_at(fixture_path("libstripped.so")), offsets, {{}, {}, {}}), 1);
    names[function] = name.substr(0, name.find("0x"));
  }
  const std::map<std::string, std::string> expected = {{"library_first", "library_first"},
                                                       {"library_hidden", "libstripped.so!fn@"},
                                                       {"library_last", "library_last"}};
  EXPECT_EQ(names, expected);
}

TEST(SymbolSearch, SaysThatAStrippedLibraryHasExportedNamesOnly) {
  if (!has_fixture("libstripped.so")) GTEST_SKIP() << "no compiler here";
  const std::vector<uint64_t> offsets = offsets_in("libwhole.so", "library_last");
  const ModuleSymbols symbols =
      look_up(module_at(fixture_path("libstripped.so")), offsets, {{}, {}, {}});
  EXPECT_EQ(symbols.source, "dynsym");
  EXPECT_EQ(symbols.reason, "stripped: only exported functions have names");
}

TEST(SymbolSearch, RefusesAnotherBuild) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  Module module = module_at(fixture_path(kWithDebugInfo));
  module.ranges = {{0x1000, 0x500000, true}};
  const ModuleSymbols symbols = look_up(module, {0x1200});
  EXPECT_EQ(symbols.source, "none");
  EXPECT_EQ(symbols.reason, "another build: its code does not fit the dump's map");
  EXPECT_EQ(symbols.chains, std::vector<SymbolChain>(1));
}

TEST(SymbolSearch, UsesTheNamedProgramForTheProgramOnly) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  const SymbolSearch search = {fixture_path(kWithDebugInfo), {}, {}};
  Module module = module_at("/nowhere/server");
  EXPECT_EQ(look_up(module, {0x1200}, search).source, "none");
  module.is_program = true;
  EXPECT_EQ(look_up(module, {0x1200}, search).source, "DWARF");
}

TEST(SymbolSearch, LooksInsideTheSysroot) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  const std::string name = std::string("/") + kWithDebugInfo;
  const SymbolSearch search = {{}, JESCOPE_FIXTURES, {}};
  EXPECT_EQ(look_up(module_at(name), {0x1200}, search).source, "DWARF");
  EXPECT_EQ(look_up(module_at("/.." + name), {0x1200}, search).source, "DWARF");
  EXPECT_EQ(look_up(module_at(fixture_path(kWithDebugInfo)), {0x1200}, search).reason,
            "not found here");
}

// A file that is not what a module should be.
class UnusableFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = temp_path("unusable");
    std::filesystem::remove(path_);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string reason() { return look_up(module_at(path_), {0x1200, 0x1300}).reason; }

  std::string path_;
};

TEST_F(UnusableFile, Missing) {
  EXPECT_EQ(reason(), "not found here");
}

TEST_F(UnusableFile, NamedPipe) {
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(reason(), "not a regular file");
}

TEST_F(UnusableFile, Text) {
  std::ofstream(path_) << "#!/bin/sh\n";
  EXPECT_EQ(reason(), "not an ELF file");
}

TEST_F(UnusableFile, Empty) {
  std::ofstream(path_).flush();
  EXPECT_EQ(reason(), "not an ELF file");
}

TEST_F(UnusableFile, CutAnywhere) {
  if (!has_fixture(kWithDebugInfo)) GTEST_SKIP() << "no compiler here";
  const auto whole = std::filesystem::file_size(fixture_path(kWithDebugInfo));
  for (size_t piece = 1; piece < 24; ++piece) {
    std::filesystem::copy_file(fixture_path(kWithDebugInfo), path_,
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(path_, whole * piece / 24);
    const ModuleSymbols symbols = look_up(module_at(path_), {0x1200, 0x1300});
    EXPECT_EQ(symbols.chains.size(), 2u);
  }
}

struct KindCase {
  const char* name;
  ModuleKind kind;
  const char* reason;
};

class ModuleKinds : public testing::TestWithParam<KindCase> {};

TEST_P(ModuleKinds, WithoutFileHaveAReason) {
  Module module = module_at(fixture_path(kWithDebugInfo));
  module.kind = GetParam().kind;
  const ModuleSymbols symbols = look_up(module, {1, 2});
  EXPECT_EQ(symbols.source, "none");
  EXPECT_EQ(symbols.reason, GetParam().reason);
  EXPECT_EQ(symbols.chains.size(), 2u);
}

const KindCase kKinds[] = {
    {"kernel", ModuleKind::kVirtual, "the kernel's own code, in no file"},
    {"anonymous", ModuleKind::kAnonymous, "code made at run time, in no file"},
    {"unmapped", ModuleKind::kUnmapped, "in no mapping of the dump"},
};

INSTANTIATE_TEST_SUITE_P(Kinds, ModuleKinds, testing::ValuesIn(kKinds),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
