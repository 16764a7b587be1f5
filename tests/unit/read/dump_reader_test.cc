// SPDX-License-Identifier: Apache-2.0
//
// What stands before the header, what is no dump, and cut dumps.
#include "jescope/read/dump_reader.h"

#include <gtest/gtest.h>

#include "read_text.h"

namespace jescope {
namespace {

constexpr std::string_view kDump =
    "heap_v2/4096\n"
    "  t*: 3: 96 [4: 128]\n"
    "  t0: 3: 96 [4: 128] main thread\n"
    "@ 0x1010 0x1020\n"
    "  t*: 1: 32 [1: 32]\n"
    "  t0: 1: 32 [1: 32]\n"
    "@\n"
    "  t*: 2: 64 [3: 96]\n"
    "  t0: 2: 64 [3: 96]\n"
    "\n"
    "MAPPED_LIBRARIES:\n"
    "1000-2000 r-xp 00000000 fe:00 7    /opt/app\n";
constexpr std::string_view kDumpText =
    "heap_v2, poisson 4096\n"
    "total 3: 96 [4: 128]\n"
    "t0 \"main thread\" 3: 96 [4: 128]\n"
    "@ 0x1010 0x1020  1: 32 [1: 32]  t0 1: 32 [1: 32]\n"
    "@  2: 64 [3: 96]  t0 2: 64 [3: 96]\n"
    "map 1000-2000 x +0 \"/opt/app\"\n";

struct BeforeCase {
  std::string name;
  std::string before;
  std::string symbols;
  std::string diagnostics = {};
};

class BeforeHeader : public testing::TestWithParam<BeforeCase> {};

TEST_P(BeforeHeader, Text) {
  const ReadText read = read_text(GetParam().before + std::string(kDump));
  EXPECT_EQ(read.dump, std::string(kDumpText) + GetParam().symbols);
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BeforeHeader,
    testing::Values(
        BeforeCase{"Nothing", "", ""}, BeforeCase{"EmptyLines", "\n\n", ""},
        BeforeCase{"HeapTitle", "--- heap\n", ""},
        BeforeCase{"OneLine", "<jemalloc>: hello\n", "",
                   "note: x.heap:2: 1 line of other text before the header is left out\n"},
        BeforeCase{"MoreLines", "%warn slow\nHTTP/1.1 200 OK\n\n", "",
                   "note: x.heap:4: 2 lines of other text before the header are left out\n"},
        BeforeCase{"Symbols",
                   "--- symbol\nbinary=/opt/my app\n0x0000000000001010 main--rocksdb::Get(int)\n"
                   "0x1020 operator--(A, B)\n---\n--- heap\n",
                   "program \"/opt/my app\"\nsymbol 0x1010 \"main--rocksdb::Get(int)\"\n"
                   "symbol 0x1020 \"operator--(A, B)\"\n"},
        BeforeCase{"SymbolRemark", "--- symbol\n# a remark\n0x1010 f\n---\n",
                   "symbol 0x1010 \"f\"\n"},
        BeforeCase{"SymbolWithoutName", "---symbol---\n0x1010\n---\n", "symbol 0x1010 \"\"\n"},
        BeforeCase{"SymbolJunk", "--- symbol\nmain\n0x1010 f\n---\n", "symbol 0x1010 \"f\"\n",
                   "warning: x.heap:2: expected \"0xaddress name\", got \"main\"; the line is left "
                   "out\n"}),
    [](const auto& row) { return row.param.name; });

struct ForeignCase {
  std::string name;
  std::string bytes;
  std::string error;
};

class ForeignFile : public testing::TestWithParam<ForeignCase> {};

TEST_P(ForeignFile, SaysWhatItIs) {
  EXPECT_EQ(read_text(GetParam().bytes).dump,
            "error: x.heap: expected a jemalloc heap dump, got " + GetParam().error + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, ForeignFile,
    testing::Values(
        ForeignCase{"Empty", "",
                    "an empty file\nhint: jemalloc writes dumps with MALLOC_CONF=prof:true"},
        ForeignCase{"Elf",
                    "\x7f"
                    "ELF\x02\x01\x01",
                    "an ELF file (a program or library)\n"
                    "hint: jescope top PROGRAM DUMP: the dump comes after its program"},
        ForeignCase{"JsonObject", "{\"info\":{\"duration\":1}}", "JSON"},
        ForeignCase{"JsonList", "[1, 2]", "JSON"},
        ForeignCase{"Html", "<!DOCTYPE html>\n<html>", "XML or HTML"},
        ForeignCase{"Perf", "PERFILE2\x68", "a perf.data file"},
        ForeignCase{"Hprof", std::string("JAVA PROFILE 1.0.2\0", 19),
                    "a Java heap dump (hprof)\n"
                    "hint: jescope reads native memory; open this one with Eclipse MAT"},
        ForeignCase{"Callgrind", "# callgrind format\nversion: 1\n", "a callgrind file"},
        ForeignCase{"Massif", "desc: --tool=massif\ncmd: ./a\n", "a massif or callgrind file"},
        ForeignCase{"Contention", "--- contention\n",
                    "a contention profile\nhint: jescope reads heap profiles; go tool pprof shows "
                    "those of time and of locks"},
        ForeignCase{"Binary", std::string("a\0\x01\x02 ", 5), "binary data"},
        ForeignCase{"Text", "hello\nworld\n",
                    "text without a \"heap_v2/\" or \"heap profile:\" line"},
        ForeignCase{"HeaderTooDeep", std::string(20'002, '\n') + "heap_v2/1\n",
                    "text without a \"heap_v2/\" or \"heap profile:\" line"},
        ForeignCase{"HeaderWithoutVersion", "heap_v3/1\n  t*: 1: 1 [0: 0]\n",
                    "text without a \"heap_v2/\" or \"heap profile:\" line"}),
    [](const auto& row) { return row.param.name; });

TEST(DumpReader, ReadsPiecesOfAnySize) {
  for (const size_t longest : {size_t{1}, size_t{2}, size_t{7}, kDump.size()}) {
    const ReadText read = read_text(kDump, longest);
    EXPECT_EQ(read.dump, kDumpText);
    EXPECT_EQ(read.diagnostics, "");
  }
}

TEST(DumpReader, TakesTheNameFromThePath) {
  Diagnostics diagnostics;
  const auto source = memory_source(kDump);
  const Result<Dump> dump = read_dump(*source, "/tmp/jeprof.out.7.3.i3.heap", diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->source, "/tmp/jeprof.out.7.3.i3.heap");
  ASSERT_TRUE(dump->name);
  EXPECT_EQ(dump->name->sequence, 3u);
}

TEST(DumpReader, ErrorOfTheSourceKeepsWhatCameBefore) {
  const std::string_view begun = kDump.substr(0, kDump.find("@\n"));
  PieceSource source(begun, 3, Error{ErrorCode::kUnreadable, "x.heap", "expected more", {}});
  Diagnostics diagnostics;
  const Result<Dump> dump = read_dump(source, "x.heap", diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->records.size(), 1u);
  EXPECT_EQ(to_text(diagnostics),
            "warning: x.heap: expected more; the 1 stack before the cut is used\n"
            "warning: x.heap: expected MAPPED_LIBRARIES after the stacks, got the end of the "
            "file; addresses cannot be assigned to modules\n");
}

TEST(DumpReader, ErrorOfTheSourceBeforeTheHeader) {
  PieceSource source("heap", 3, Error{ErrorCode::kUnreadable, "x.heap", "expected more", {}});
  Diagnostics diagnostics;
  const Result<Dump> dump = read_dump(source, "x.heap", diagnostics);
  ASSERT_FALSE(dump.ok());
  EXPECT_EQ(to_text(dump.error()), "x.heap: expected more\n");
}

TEST(DumpReader, HeaderAlone) {
  EXPECT_EQ(read_text("heap_v2/524288\n").dump,
            "error: x.heap:1: expected stacks after the header, got the end of the file\n"
            "hint: the program may still have been writing it, or its disk was full\n");
}

// A dump may be cut at any byte. What is read never exceeds what was written,
// and whoever looks at a part is told.
TEST(DumpReader, CutAtEveryByte) {
  for (size_t length = 0; length < kDump.size(); ++length) {
    const ReadText read = read_text(kDump.substr(0, length));
    const bool refused = read.dump.starts_with("error: x.heap");
    const bool told = read.diagnostics.find("expected MAPPED_LIBRARIES") != std::string::npos ||
                      read.diagnostics.find("got one cut short") != std::string::npos ||
                      kDump.substr(0, length).ends_with("MAPPED_LIBRARIES:\n");
    EXPECT_TRUE(refused || told) << length << ": " << read.diagnostics;
    EXPECT_EQ(read.diagnostics.find("the line is left out"), std::string::npos)
        << length << ": " << read.diagnostics;
  }
}

struct CutCase {
  std::string name;
  std::string_view last;  // the cut is behind the last place where this stands
  std::string text;
  std::string diagnostics;
};

class CutDump : public testing::TestWithParam<CutCase> {};

TEST_P(CutDump, KeepsWholeRecords) {
  const size_t end = kDump.rfind(GetParam().last) + GetParam().last.size();
  const ReadText read = read_text(kDump.substr(0, end));
  EXPECT_EQ(read.dump, GetParam().text);
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

constexpr auto kHead = "heap_v2, poisson 4096\ntotal 3: 96 [4: 128]\n";
constexpr auto kThread = "t0 \"main thread\" 3: 96 [4: 128]\n";
constexpr auto kFirst = "@ 0x1010 0x1020  1: 32 [1: 32]";
constexpr auto kWriting =
    "hint: the program may still have been writing it, or its disk was full\n";
constexpr auto kNoMap =
    "warning: x.heap: expected MAPPED_LIBRARIES after the stacks, got the end of the file; "
    "addresses cannot be assigned to modules\n";

std::string cut_at(int line, const std::string& used) {
  return "warning: x.heap:" + std::to_string(line) +
         ": expected a whole dump, got one cut short; " + used + "\n" + kWriting + kNoMap;
}

INSTANTIATE_TEST_SUITE_P(
    Table, CutDump,
    testing::Values(CutCase{"InThreadName", "[4: 128] main",
                            std::string(kHead) + "t0 \"main\" 3: 96 [4: 128]\nno map\n",
                            cut_at(3, "the 0 stacks before the cut are used")},
                    CutCase{"InAddress", "@ 0x1010 0x10", std::string(kHead) + kThread + "no map\n",
                            cut_at(4, "the 0 stacks before the cut are used")},
                    CutCase{"InCounts",
                            "  t*: 1: 32 [1:", std::string(kHead) + kThread + "no map\n",
                            cut_at(5, "the 0 stacks before the cut are used")},
                    CutCase{"BeforeThreads", "  t*: 1: 32 [1: 32]\n",
                            std::string(kHead) + kThread + kFirst + "\nno map\n", kNoMap},
                    CutCase{"InThreadLine", "  t0: 1: 32 [1",
                            std::string(kHead) + kThread + kFirst + "\nno map\n",
                            cut_at(6, "the 1 stack before the cut is used")},
                    CutCase{"AfterBareAt", "\n@\n",
                            std::string(kHead) + kThread + kFirst + "  t0 1: 32 [1: 32]\nno map\n",
                            kNoMap}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
