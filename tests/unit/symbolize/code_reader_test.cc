// SPDX-License-Identifier: Apache-2.0
//
// Which functions are read, what their calls are named, and what files that are
// not what they say do.
#include "symbolize/code/code_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

#include "symbolize/code/isolated_code.h"
#include "symbolize/code/jump_slots.h"
#include "symbolize/find/file_finder.h"
#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/judge.h"
#include "tests/unit/symbolize/small_elf.h"

namespace jescope {
namespace {

ModuleCode read_all(const ElfFile& file, const std::vector<uint64_t>& wanted) {
  const FileFinder finder{SymbolSearch()};
  return read_code(file, finder, wanted);
}

// All functions of a fixture; empty where it is not here.
ModuleCode code_of(const std::string& name) {
  if (!has_fixture(name)) return {};
  const Result<ElfFile> file = ElfFile::open(fixture_path(name), {});
  EXPECT_TRUE(file.ok());
  return read_all(*file, code_offsets(*file));
}

CodeQuery query_of(const Module& module, const std::vector<uint64_t>& offsets) {
  return {{&module, offsets, {}}, offsets};
}

std::vector<std::string> names_of(const ModuleCode& code) {
  std::vector<std::string> names;
  for (const FunctionCode& function : code.functions) names.push_back(function.name);
  return names;
}

bool has_text(const ModuleCode& code, std::string_view part) {
  for (const FunctionCode& function : code.functions) {
    for (const Instruction& instruction : function.instructions) {
      if (instruction.text.find(part) != std::string::npos) return true;
    }
  }
  return false;
}

TEST(CodeReader, FunctionsAreWholeAndWithoutGaps) {
  const ModuleCode code = code_of("gcc-O2-dwarf5-pie");
  if (code.functions.empty()) GTEST_SKIP() << "no such fixture here";
  const std::vector<std::string> names = names_of(code);
  EXPECT_NE(std::ranges::find(names, "main"), names.end());
  for (const FunctionCode& function : code.functions) {
    uint64_t end = 0;
    for (const Instruction& instruction : function.instructions) {
      EXPECT_EQ(instruction.offset, end);
      end += instruction.size_bytes;
    }
    EXPECT_GE(end, function.size_bytes) << function.name;
    EXPECT_FALSE(function.is_cut) << function.name;
  }
}

TEST(CodeReader, CallsThroughThePltAreNamed) {
  for (const char* fixture : {"gcc-O2-dwarf5-pie", "gcc-O2-dwarf4-nopie", "gcc-O2-lld"}) {
    const ModuleCode code = code_of(fixture);
    if (code.functions.empty()) continue;
    EXPECT_TRUE(has_text(code, "@plt>")) << fixture;
  }
}

TEST(CodeReader, AStrippedLibraryHasTheBoundsOfTheUnwinder) {
  const ModuleCode code = code_of("libstripped.so");
  if (code.functions.empty()) GTEST_SKIP() << "no such fixture here";
  EXPECT_EQ(code.reason, "");
  EXPECT_TRUE(std::ranges::any_of(
      code.functions, [](const FunctionCode& one) { return !one.instructions.empty(); }));
}

struct ForeignCase {
  const char* fixture;
  const char* reason;
};

TEST(CodeReader, OtherMachinesAreRefused) {
  for (const ForeignCase& foreign :
       {ForeignCase{"foreign-i386", "expected a module of x86-64 or arm64, got 32-bit x86"},
        ForeignCase{"foreign-arm", "expected a module of x86-64 or arm64, got 32-bit ARM"},
        ForeignCase{"foreign-mips", "expected a module of x86-64 or arm64, got machine 8"}}) {
    if (!has_fixture(foreign.fixture)) continue;
    const ModuleCode code = code_of(foreign.fixture);
    EXPECT_EQ(code.reason, foreign.reason);
    EXPECT_TRUE(code.functions.empty());
  }
}

TEST(CodeReader, CodeMadeAtRunTimeAndMissingFilesAreRefused) {
  Module jit;
  jit.kind = ModuleKind::kAnonymous;
  Module missing;
  missing.path = "/no/such/library.so";
  const std::vector<uint64_t> offsets = {0x10};
  Diagnostics diagnostics;
  const std::vector<CodeQuery> queries = {query_of(jit, offsets), query_of(missing, offsets)};
  const std::vector<ModuleCode> answers = make_code_source({})->read(queries, diagnostics);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0].reason, "it was made at run time and is in no file");
  EXPECT_EQ(answers[1].reason, "its file is not found here");
}

struct HostileCase {
  const char* name;
  std::vector<SmallSymbol> symbols;
  size_t functions;
};

class HostileCode : public testing::TestWithParam<HostileCase> {};

// The segment has 0x2000 bytes, of which the file has fewer.
TEST_P(HostileCode, IsBounded) {
  SmallElf elf;
  add_symbols(elf, GetParam().symbols);
  const ElfFile file = elf.open();
  const ModuleCode code = read_all(file, {0, 0x1000, 0x1001, 0x1008, 0x1fff, 0x2fff, 0x3000,
                                          std::numeric_limits<uint64_t>::max()});
  EXPECT_EQ(code.functions.size(), GetParam().functions);
  for (const FunctionCode& function : code.functions) {
    for (const Instruction& instruction : function.instructions) {
      EXPECT_LE(function.file_offset + instruction.offset + instruction.size_bytes,
                file.size_bytes());
    }
  }
}

constexpr uint64_t kHuge = std::numeric_limits<uint64_t>::max();

INSTANTIATE_TEST_SUITE_P(
    , HostileCode,
    testing::Values(HostileCase{"NoSymbols", {}, 0}, HostileCase{"NoSize", {{"f", 0x1000, 0}}, 0},
                    HostileCase{"WholeSegment", {{"f", 0x1000, 0x2000}}, 1},
                    HostileCase{"BeyondTheSegment", {{"f", 0x1000, 0x2001}}, 0},
                    HostileCase{"AllAddresses", {{"f", 0x1000, kHuge}, {"g", 0, kHuge}}, 0},
                    HostileCase{"Overlapping", {{"f", 0x1000, 0x2000}, {"g", 0x1001, 0x1000}}, 2},
                    HostileCase{"OneStart", {{"f", 0x1000, 2}, {"g", 0x1000, 0x1000}}, 1},
                    HostileCase{"OutsideOfCode", {{"f", 0x8000, 16}}, 0}),
    [](const auto& row) { return row.param.name; });

// The bytes of an entry, and the slot it jumps through.
struct StubCase {
  const char* name;
  Machine machine;
  std::vector<uint8_t> code;
  std::optional<LinkAddress> slot;
};

class Stub : public testing::TestWithParam<StubCase> {};

TEST_P(Stub, TellsItsSlot) {
  EXPECT_EQ(slot_of_plt_entry(GetParam().code, 0x1020, GetParam().machine), GetParam().slot);
}

INSTANTIATE_TEST_SUITE_P(
    , Stub,
    testing::Values(StubCase{"X86", Machine::kX86_64, {0xff, 0x25, 0xda, 0x2f, 0, 0}, 0x4000},
                    StubCase{"X86EndBranch",
                             Machine::kX86_64,
                             {0xf3, 0x0f, 0x1e, 0xfa, 0xff, 0x25, 0xd6, 0x2f, 0, 0},
                             0x4000},
                    StubCase{"X86Bound",
                             Machine::kX86_64,
                             {0xf3, 0x0f, 0x1e, 0xfa, 0xf2, 0xff, 0x25, 0xd5, 0x2f, 0, 0},
                             0x4000},
                    StubCase{"X86Push", Machine::kX86_64, {0x68, 0, 0, 0, 0, 0xe9}, std::nullopt},
                    StubCase{"X86Cut", Machine::kX86_64, {0xff, 0x25, 0xda}, std::nullopt},
                    StubCase{"Empty", Machine::kArm64, {}, std::nullopt},
                    StubCase{"Arm",  // adrp x16, 0x11000; ldr x17, [x16, #8]
                             Machine::kArm64,
                             {0x90, 0, 0, 0x90, 0x11, 0x06, 0x40, 0xf9},
                             0x11008},
                    StubCase{"ArmOther",
                             Machine::kArm64,
                             {0, 0, 0, 0x90, 0x11, 0x06, 0x40, 0xf9},
                             std::nullopt}),
    [](const auto& row) { return row.param.name; });

TEST(CodeOnTheWire, ComesBack) {
  ModuleCode code;
  code.reason = "none";
  code.functions = {{"f()", 0x1230, 0x230, 9, {{0, 1, "pushq %rbp"}, {1, 8, ""}}, true},
                    {"", 0, 0, 0, {}, false}};
  const std::optional<ModuleCode> decoded = decode_code(encode_code(code));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->reason, code.reason);
  EXPECT_EQ(decoded->functions, code.functions);
}

TEST(CodeOnTheWire, WhatIsCutOrLongerIsRefused) {
  ModuleCode code;
  code.functions = {{"f()", 0x1230, 0x230, 9, {{0, 1, "pushq %rbp"}}, false}};
  const std::string bytes = encode_code(code);
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_code(std::string_view(bytes).substr(0, length))) << length;
  }
  EXPECT_FALSE(decode_code(bytes + "x"));
  EXPECT_FALSE(decode_code("\x01x\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

TEST(IsolatedCode, ReadsAsItDoesHere) {
  const std::string path = fixture_path("gcc-O2-dwarf5-pie");
  if (!has_fixture("gcc-O2-dwarf5-pie")) GTEST_SKIP() << "no such fixture here";
  const Module module = module_at(path);
  const std::vector<uint64_t> offsets = code_offsets(*ElfFile::open(path, {}));
  const CodeQuery query = query_of(module, offsets);
  Diagnostics diagnostics;
  const auto here = make_code_source({})->read(std::span(&query, 1), diagnostics);
  const auto there =
      make_isolated_code_source({}, {}, nullptr)->read(std::span(&query, 1), diagnostics);
  ASSERT_EQ(there.size(), 1u);
  EXPECT_FALSE(there[0].functions.empty());
  EXPECT_EQ(there[0].functions, here[0].functions);
}

// Dies over each module.
class DyingCode : public CodeSource {
 public:
  std::vector<ModuleCode> read(std::span<const CodeQuery>, Diagnostics&) override { std::abort(); }
};

TEST(IsolatedCode, AReaderThatDiesIsAReason) {
  const Module module = module_at("/x");
  const std::vector<uint64_t> offsets;
  const CodeQuery query = query_of(module, offsets);
  Diagnostics diagnostics;
  const auto answers = isolate_code(std::make_unique<DyingCode>(), {}, nullptr)
                           ->read(std::span(&query, 1), diagnostics);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].reason, "reading it failed (signal 6); it may be damaged");
}

}  // namespace
}  // namespace jescope
