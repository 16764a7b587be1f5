// SPDX-License-Identifier: Apache-2.0
//
// Perf maps in, names out; which map is asked, and what is said without one.
#include "symbolize/jit/perf_map.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_search.h"
#include "tests/unit/symbolize/temporary_file.h"

namespace jescope {
namespace {

struct MapCase {
  const char* name;
  std::string map;
  std::string expected;  // of 0x1010, 0x1080, 0x2000
  uint64_t unreadable = 0;
};

class PerfMaps : public testing::TestWithParam<MapCase> {};

TEST_P(PerfMaps, NameTheCodeTheyCover) {
  const TemporaryFile file(GetParam().map);
  const std::vector<uint64_t> addresses = {0x1010, 0x1080, 0x2000};
  const JitMapNames names = read_perf_map(file.descriptor(), addresses);
  std::string text;
  for (const SymbolFrame& frame : names.frames) text += frame.function + ";";
  EXPECT_EQ(text, GetParam().expected);
  EXPECT_EQ(names.unreadable, GetParam().unreadable);
}

const MapCase kMaps[] = {
    {"plain", "1000 100 f\n2000 1 g\n", "f;f;g;"},
    {"prefix_and_zeros", "0x0000000000001000 0x0000000000000100 f\n", "f;f;;"},
    {"upper_case_digits", "0X00000000000010 80 e\n1000 1F f\n", "f;;;"},
    {"spaces_in_the_name", "1000 100 int java.lang.String.hashCode() x\n",
     "int java.lang.String.hashCode() x;int java.lang.String.hashCode() x;;"},
    {"empty", "", ";;;"},
    {"no_end_of_line", "1000 100 f", "f;f;;"},
    {"lines_of_windows", "1000 100 f\r\n", "f;f;;"},
    {"later_line_has_reused_memory", "1000 100 old\n1080 10 new\n", "old;new;;"},
    {"later_line_covers_all", "1080 10 old\n1000 100 new\n", "new;new;;"},
    {"one_past_the_end", "1000 10 f\n1070 10 g\n", ";;;"},
    {"nothing_covered_by_no_bytes", "1010 0 f\n", ";;;"},
    {"lines_in_no_order", "2000 1 g\n1000 100 f\n", "f;f;g;"},
    {"unreadable_lines", "# comment\n1000 100 f\n1000 zz g\n1000\n1000 100\n\n1000 100 \n", "f;f;;",
     5},
    {"number_too_long", "11111111111111111 1 g\n1000 100 f\n", "f;f;;", 1},
    {"wraps_around", "1000 ffffffffffffffff g\n2000 1 h\n", ";;h;", 1},
    {"java_class_file_names", "1000 100 Lcom/foo/Bar;::baz\n", "com.foo.Bar.baz;com.foo.Bar.baz;;"},
};

INSTANTIATE_TEST_SUITE_P(Table, PerfMaps, testing::ValuesIn(kMaps),
                         [](const auto& row) { return row.param.name; });

TEST(PerfMap, LongMapsAndLongNames) {
  std::string map;
  for (int i = 0; i < 100'000; ++i) map += "900000 10 Interpreter of some bytecode\n";
  map += "1000 10 " + std::string(10'000, 'n') + "\n";
  const TemporaryFile file(map);
  const std::vector<uint64_t> addresses = {0x1000};
  EXPECT_EQ(read_perf_map(file.descriptor(), addresses).frames[0].function,
            std::string(10'000, 'n'));
}

// Asks the source as a dump of process 301 does.
struct Asked {
  ModuleSymbols symbols;
  std::string warnings;
};

Asked ask(SymbolSearch search, uint64_t process_id, ModuleKind kind = ModuleKind::kAnonymous,
          const char* path = "[anonymous]") {
  Module module;
  module.kind = kind;
  module.path = path;
  module.deleted = kind == ModuleKind::kFile;
  const std::vector<uint64_t> offsets = {0x10, 0x20};
  const std::vector<uint64_t> addresses = {0x1010, 0x5000};
  Diagnostics diagnostics;
  Asked asked;
  asked.symbols =
      make_symbol_source(std::move(search))
          ->look_up(ModuleQuery{&module, offsets, addresses, NameDetail::kChains, process_id},
                    diagnostics);
  for (const Diagnostic& warning : diagnostics.list()) asked.warnings += warning.message + "\n";
  return asked;
}

TEST(PerfMapOfAProcess, IsFoundInTheSysroot) {
  const TemporaryFile place("");
  const std::string root = place.path() + ".root";
  std::filesystem::create_directories(root + "/tmp");
  std::ofstream(root + "/tmp/perf-301.map") << "1000 100 Interpreter\n";
  SymbolSearch search;
  search.sysroot = root;
  const Asked asked = ask(search, 301);
  std::filesystem::remove_all(root);
  EXPECT_EQ(asked.symbols.source, "perf map");
  ASSERT_EQ(asked.symbols.chains[0].size(), 1u);
  EXPECT_EQ(asked.symbols.chains[0][0].function, "Interpreter");
  EXPECT_EQ(asked.symbols.chains[0][0].kind, FrameKind::kJit);
  EXPECT_TRUE(asked.symbols.chains[1].empty());
  EXPECT_EQ(asked.symbols.file, root + "/tmp/perf-301.map");
  EXPECT_EQ(asked.symbols.reason,
            "code made at run time; some of it is in no entry of the perf map " + root +
                "/tmp/perf-301.map");
  EXPECT_EQ(asked.warnings, "names of compiled code are from " + root +
                                "/tmp/perf-301.map; its process is known by number only\n");
}

struct LackCase {
  const char* name;
  const char* map;
  const char* lack;  // before the name of the map
  const char* rest;
};

class PerfMapLacks : public testing::TestWithParam<LackCase> {};

// Places are 0x1010 and 0x5000.
TEST_P(PerfMapLacks, SaysWhat) {
  const TemporaryFile file(GetParam().map);
  SymbolSearch search;
  search.perf_maps = {file.path()};
  EXPECT_EQ(ask(search, 301).symbols.reason,
            "code made at run time; " + (GetParam().lack + file.path()) + GetParam().rest);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PerfMapLacks,
    testing::Values(LackCase{"Empty", "", "the perf map ", " has no entries"},
                    LackCase{"NotAMap", "<html>\n", "the perf map ", " has no entries"},
                    LackCase{"OfOtherCode", "9000 10 f\n", "none of it is in the perf map ", ""},
                    LackCase{"OfSomeOfIt", "1000 100 f\n",
                             "some of it is in no entry of the perf map ", ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(PerfMapByOption, SeveralAreNotNamedOneByOne) {
  const TemporaryFile empty("");
  const TemporaryFile other("9000 10 f\n");
  SymbolSearch search;
  search.perf_maps = {empty.path(), empty.path()};
  EXPECT_EQ(ask(search, 301).symbols.reason,
            "code made at run time; the perf maps have no entries");
  search.perf_maps = {empty.path(), other.path()};
  EXPECT_EQ(ask(search, 301).symbols.reason,
            "code made at run time; none of it is in the perf maps");
}

TEST(PerfMapOfAProcess, IsMissing) {
  SymbolSearch search;
  search.sysroot = testing::TempDir();
  const Asked asked = ask(search, 301);
  EXPECT_EQ(asked.symbols.source, "none");
  EXPECT_EQ(asked.symbols.reason, "code made at run time; no /tmp/perf-301.map");
  EXPECT_EQ(asked.symbols.remedy,
            "jcmd 301 Compiler.perfmap  # where the JVM runs; then --perf-map FILE, its "
            "/tmp/perf-301.map");
}

TEST(PerfMapOfAProcess, ProcessIsUnknown) {
  EXPECT_EQ(ask({}, 0).symbols.reason, "code made at run time, in no file");
}

TEST(PerfMapByOption, IsUsedWhateverTheProcess) {
  const TemporaryFile file("1000 100 f\n");
  SymbolSearch search;
  search.perf_maps = {file.path()};
  EXPECT_EQ(ask(search, 0).symbols.chains[0].at(0).function, "f");
  EXPECT_EQ(ask(search, 0).symbols.file, file.path());
  EXPECT_EQ(ask(search, 0).warnings, "");
}

TEST(PerfMapByOption, WarnsOfWhatItCannotRead) {
  SymbolSearch search;
  search.perf_maps = {"/nowhere.map"};
  EXPECT_EQ(ask(search, 301).warnings,
            "expected a perf map or jitdump, got a file that is not found here\n");
  const TemporaryFile file("1000 100 f\nnonsense\n");
  search.perf_maps = {file.path()};
  EXPECT_EQ(ask(search, 301).warnings,
            "expected lines \"START SIZE NAME\", got 1 others; left out\n");
}

TEST(PerfMapByOption, NamesCodeInSharedMemory) {
  const TemporaryFile file("1000 100 f\n");
  SymbolSearch search;
  search.perf_maps = {file.path()};
  EXPECT_EQ(ask(search, 301, ModuleKind::kFile, "/memfd:doublemapper").symbols.source, "perf map");
}

}  // namespace
}  // namespace jescope
