// SPDX-License-Identifier: Apache-2.0
//
// Modules without debug information: names come from symbol tables, as far as a
// symbol covers the place, then from the bounds of functions. Expectations are
// known from the sources or read from the files by binutils.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/judge.h"

namespace jescope {
namespace {

using testing::AllOf;
using testing::Contains;

std::string matrix_path(const std::string& name) {
  return fixture_path("matrix/" + name);
}

SymbolSearch without_debug_dirs() {
  SymbolSearch search;
  search.debug_dirs.clear();
  return search;
}

// Functions that have code, by link address of each third byte.
std::map<uint64_t, std::string> functions_of(const std::string& path) {
  const Result<ElfFile> file = ElfFile::open(path, {});
  std::map<uint64_t, std::string> names;
  if (!file) return names;
  for (const auto& [address, chain] :
       our_chains(*file, code_offsets(*file), without_debug_dirs())) {
    names[address] = chain.empty() ? "" : chain.back().function;
  }
  return names;
}

std::set<std::string> distinct(const std::map<uint64_t, std::string>& names) {
  std::set<std::string> values;
  for (const auto& [address, name] : names) values.insert(name);
  return values;
}

// One slot of fixtures/matrix/names.S.
struct Slot {
  const char* test;
  const char* name;  // empty: nothing there is a function whose bounds are known
};

const Slot kSlots[] = {
    {"cxx", "void outer::inner<3>::call<double>(double)"},
    {"rust_legacy", "core::fmt::Write::write_fmt"},
    {"rust_v0", "mycrate::foo"},
    {"rust_v0_method", "<mycrate::pool::Pool>::grow"},
    {"d", "main.foo(int)"},
    {"swift", "$s4main3fooyyF"},
    {"plain", "plain_name"},
    {"data_in_code", ""},
    {"without_size", ""},
    {"chosen_at_load_time", "resolver"},
    {"without_kind", ""},
    {"old_version", "versioned"},
    {"new_version", "versioned"},
};

constexpr uint64_t kSlotBytes = 64;
constexpr uint64_t kFunctionBytes = 8;

class Slots : public testing::TestWithParam<const char*> {};

TEST_P(Slots, AreNamedWithinTheirSizeOnly) {
  const std::string path = matrix_path(GetParam());
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file) GTEST_SKIP() << "not built here: " << path;
  const uint64_t text = code_offsets(*file).front();
  for (size_t i = 0; i < std::size(kSlots); ++i) {
    const uint64_t slot = text + i * kSlotBytes;
    const ModuleSymbols symbols =
        look_up(module_at(path), {slot, slot + kFunctionBytes - 1, slot + kFunctionBytes},
                without_debug_dirs());
    const Slot& expected = kSlots[i];
    EXPECT_EQ(to_text(symbols.chains[0]), expected.name) << expected.test;
    EXPECT_EQ(to_text(symbols.chains[1]), expected.name) << expected.test;
    EXPECT_EQ(to_text(symbols.chains[2]), "") << expected.test;
  }
}

INSTANTIATE_TEST_SUITE_P(Matrix, Slots, testing::Values("names", "names-dynsym"),
                         [](const auto& row) { return test_name(row.param); });

// A range of link addresses.
struct Bounds {
  uint64_t begin;
  uint64_t end;
};

// The bounds of functions as binutils read them from .eh_frame.
std::vector<Bounds> frame_bounds(const std::string& path) {
  std::istringstream lines(output_of("readelf --debug-dump=frames '" + path + "' 2>/dev/null"));
  std::vector<Bounds> bounds;
  for (std::string line; std::getline(lines, line);) {
    const size_t at = line.find(" pc=");
    const size_t dots = line.find("..", at == std::string::npos ? line.size() : at);
    if (dots == std::string::npos) continue;
    bounds.push_back({std::stoull(line.substr(at + 4), nullptr, 16),
                      std::stoull(line.substr(dots + 2), nullptr, 16)});
  }
  return bounds;
}

// The bounds of sized functions as binutils read them from symbol tables. The
// lowest bit of a function's address on ARM says that it is Thumb code.
std::vector<Bounds> symbol_bounds(const std::string& path, bool is_arm) {
  std::istringstream lines(output_of("readelf -sW '" + path + "' 2>/dev/null"));
  std::vector<Bounds> bounds;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string number, value, size, kind;
    words >> number >> value >> size >> kind;
    if (kind != "FUNC" && kind != "IFUNC") continue;
    uint64_t begin = std::stoull(value, nullptr, 16);
    if (is_arm) begin &= ~uint64_t{1};
    bounds.push_back({begin, begin + std::stoull(size, nullptr, 0)});
  }
  return bounds;
}

bool covers(const std::vector<Bounds>& bounds, uint64_t address) {
  return std::any_of(bounds.begin(), bounds.end(), [address](const Bounds& each) {
    return each.begin <= address && address < each.end;
  });
}

std::string hex(uint64_t number) {
  std::ostringstream text;
  text << std::hex << number;
  return text.str();
}

TEST(MatrixSymbols, FunctionsWithBoundsOnlyAreNamedByThem) {
  const std::string path = matrix_path("only-frames");
  const std::vector<Bounds> bounds = frame_bounds(path);
  if (bounds.empty()) GTEST_SKIP() << "not built here: " << path;
  const Result<ElfFile> file = ElfFile::open(path, {});
  for (const auto& [address, chain] :
       our_chains(*file, code_offsets(*file), without_debug_dirs())) {
    std::string expected;
    for (const Bounds& each : bounds) {
      const bool is_inside = each.begin <= address && address < each.end;
      if (is_inside) expected = "only-frames!fn@0x" + hex(each.begin);
    }
    EXPECT_EQ(to_text(chain), expected) << hex(address);
    if (chain.empty()) continue;
    EXPECT_EQ(chain.back().kind, FrameKind::kBounds);
  }
}

TEST(MatrixSymbols, MiniDebugInfoNamesWhatTheSymbolTableDid) {
  const std::string path = matrix_path("mini");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "not built here: " << path;
  EXPECT_EQ(functions_of(path), functions_of(matrix_path("only-symtab")));
  const std::vector<uint64_t> offsets = {0x1000};
  EXPECT_EQ(look_up(module_at(path), offsets, without_debug_dirs()).source, "MiniDebugInfo");
}

class FoldedCode : public testing::TestWithParam<const char*> {};

TEST_P(FoldedCode, HasTheNameOfOneOfItsFunctions) {
  const std::string path = matrix_path(GetParam());
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "not built here: " << path;
  std::set<std::string> names = distinct(functions_of(path));
  EXPECT_THAT(names, AllOf(Contains("other(int)"), Contains("run")));
  EXPECT_EQ(names.count("same_one(int)") + names.count("same_two(int)"), 1u);
  for (const char* name : {"", "other(int)", "run", "same_one(int)", "same_two(int)"}) {
    names.erase(name);
  }
  EXPECT_THAT(names, testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Matrix, FoldedCode, testing::Values("folded-gold", "folded-lld"),
                         [](const auto& row) { return test_name(row.param); });

// No name stands where neither a sized symbol nor a frame entry of the same
// program says that there is a function. All bytes of the code's segments.
struct CoveredRow {
  const char* fixture;
  const char* whole;  // the same code with its symbol table; empty: the fixture
};

class Covered : public testing::TestWithParam<CoveredRow> {};

TEST_P(Covered, NoNameOutsideOfFunctions) {
  const std::string path = matrix_path(GetParam().fixture);
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file) GTEST_SKIP() << "not built here: " << path;
  const std::string whole = *GetParam().whole == '\0' ? path : matrix_path(GetParam().whole);
  std::vector<Bounds> bounds =
      symbol_bounds(whole, std::string_view(GetParam().fixture).find("thumb") != std::string::npos);
  for (const Bounds& frame : frame_bounds(path)) bounds.push_back(frame);
  std::vector<uint64_t> offsets;
  for (const LoadSegment& segment : file->segments()) {
    for (uint64_t at = 0; segment.executable && at < segment.file_bytes; ++at) {
      offsets.push_back(segment.file_offset + at);
    }
  }
  size_t named = 0;
  std::string outside;
  for (const auto& [address, chain] : our_chains(*file, offsets, without_debug_dirs())) {
    if (chain.empty() || chain.back().function.empty()) continue;
    ++named;
    if (!covers(bounds, address)) outside += hex(address) + " " + to_text(chain) + "\n";
  }
  EXPECT_EQ(outside.substr(0, 500), "");
  EXPECT_GT(named, 20u);
}

const CoveredRow kCovered[] = {
    {"gcc-O0", ""},
    {"gcc-O2", ""},
    {"clang-O2", ""},
    {"clang-blocks", ""},
    {"gcc-sections", ""},
    {"clang-sections", ""},
    {"gcc-lto", ""},
    {"clang-lto-thin", ""},
    {"one-segment", ""},
    {"mixed-code", ""},
    {"pie-by-gold", ""},
    {"pie-by-lld", ""},
    {"script-layout", ""},
    {"lld-one-segment", ""},
    {"only-symtab", ""},
    {"only-frames", "base"},
    {"mini", "base"},
    {"only-dynsym", "only-dynsym.d/whole"},
    {"names-dynsym", ""},
    {"folded-gold", ""},
    {"folded-lld", ""},
    {"foreign-thumb", ""},
    {"foreign-ppc64-opd", ""},
    {"foreign-s390x", ""},
    {"foreign-riscv64-relaxed", ""},
    {"gcc-split5", ""},
    {"clang-split4-dwp", ""},
    {"compressed-zlib", ""},
    {"shared-good", ""},
};

INSTANTIATE_TEST_SUITE_P(Matrix, Covered, testing::ValuesIn(kCovered),
                         [](const auto& row) { return test_name(row.param.fixture); });

// Hand-written code: a name where there is a size, else the bounds where there
// is a frame entry, else nothing but the lines. By offset from the first byte.
struct HandWritten {
  const char* fixture;
  std::array<const char*, 4> chains;  // at 0 and 3 of "run", in "framed", in "bare"
};

class Assembly : public testing::TestWithParam<HandWritten> {};

TEST_P(Assembly, HasNamesWhereItHasSizes) {
  const std::string path = matrix_path(GetParam().fixture);
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file) GTEST_SKIP() << "not built here: " << path;
  const uint64_t text = code_offsets(*file).front();
  const ModuleSymbols symbols =
      look_up(module_at(path), {text, text + 3, text + 0x11, text + 0x21}, without_debug_dirs());
  for (size_t i = 0; i < GetParam().chains.size(); ++i) {
    EXPECT_EQ(to_text(symbols.chains[i]), GetParam().chains[i]) << i;
  }
}

const HandWritten kHandWritten[] = {
    {"assembly", {"run", "run", "assembly!fn@0x401010", ""}},
    {"assembly-g",
     {"run assembly.S:12", "run assembly.S:18", "assembly-g!fn@0x401010 assembly.S:27",
      " assembly.S:34"}},
    {"assembly-loc",
     {"run given.c:10", "run given.c:20", "assembly-loc!fn@0x401010 given.c:20", " given.c:20"}},
};

INSTANTIATE_TEST_SUITE_P(Matrix, Assembly, testing::ValuesIn(kHandWritten),
                         [](const auto& row) { return test_name(row.param.fixture); });

}  // namespace
}  // namespace jescope
