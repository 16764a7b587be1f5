// SPDX-License-Identifier: Apache-2.0
//
// All instructions of the fixtures against llvm-objdump: where each begins, what
// it is called and where it jumps to.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "symbolize/code/code_reader.h"
#include "symbolize/find/file_finder.h"
#include "tests/unit/symbolize/fixture.h"
#include "tests/unit/symbolize/judge.h"

namespace jescope {
namespace {

struct Line {
  std::string name;     // "callq"
  uint64_t target = 0;  // of a direct jump or call; 0: none
};

using Listing = std::map<uint64_t, Line>;  // by address

// The two differ in how they call the same instruction.
std::string in_one_spelling(const std::string& name) {
  static const std::map<std::string, std::string> kSpellings = {{"movabsq", "movq"}};
  const auto found = kSpellings.find(name);
  return found == kSpellings.end() ? name : found->second;
}

// Returns the line for "callq 0x1234 <f+0x10>".
Line parse(const std::string& text) {
  std::istringstream words(text);
  std::string name;
  words >> name;
  Line line{in_one_spelling(name), 0};
  const size_t mark = text.find(" <");
  const bool is_jump = mark != std::string::npos && text.find(" # ") > mark && name != "adrp";
  if (!is_jump) return line;
  const size_t number = text.rfind("0x", mark);
  if (number == std::string::npos) return line;
  line.target = std::stoull(text.substr(number), nullptr, 16);
  return line;
}

Listing judge_listing(const std::string& path) {
  Listing listing;
  std::istringstream lines(
      output_of("llvm-objdump -d --no-show-raw-insn --section=.text '" + path + "' 2>/dev/null"));
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(':');
    const bool is_instruction = !line.empty() && line[0] == ' ' && colon != std::string::npos;
    if (!is_instruction) continue;
    std::string text = line.substr(colon + 1);
    std::ranges::replace(text, '\t', ' ');
    listing[std::stoull(line.substr(0, colon), nullptr, 16)] = parse(text);
  }
  return listing;
}

ModuleCode code_of(const std::string& path) {
  const Result<ElfFile> file = ElfFile::open(path, {});
  EXPECT_TRUE(file.ok());
  const FileFinder finder{SymbolSearch()};
  return read_code(*file, finder, code_offsets(*file));
}

class CodeJudge : public testing::TestWithParam<const char*> {};

TEST_P(CodeJudge, Agrees) {
  if (!has_fixture(GetParam())) GTEST_SKIP() << "no " << GetParam() << " here";
  if (output_of("llvm-objdump --version 2>/dev/null").empty()) GTEST_SKIP() << "no llvm-objdump";
  const Listing judge = judge_listing(fixture_path(GetParam()));
  ASSERT_FALSE(judge.empty());
  const ModuleCode code = code_of(fixture_path(GetParam()));
  EXPECT_EQ(code.reason, "");
  size_t compared = 0;
  for (const FunctionCode& function : code.functions) {
    for (const Instruction& instruction : function.instructions) {
      const auto expected = judge.find(function.address + instruction.offset);
      if (function.address < judge.begin()->first || function.address > judge.rbegin()->first) {
        continue;  // of .init, .plt and their like
      }
      ASSERT_NE(expected, judge.end()) << function.name << "+" << instruction.offset << ": "
                                       << instruction.text << ": none begins there";
      const Line ours = parse(instruction.text);
      EXPECT_EQ(ours.name, expected->second.name) << instruction.text;
      EXPECT_EQ(ours.target, expected->second.target) << instruction.text;
      ++compared;
    }
  }
  EXPECT_GT(compared, 20u);
}

INSTANTIATE_TEST_SUITE_P(, CodeJudge,
                         testing::Values("gcc-O0-dwarf5-pie", "gcc-O2-dwarf5-pie",
                                         "gcc-O2-dwarf4-nopie", "gcc-O2-lld", "clang-O2-dwarf5-pie",
                                         "clang-O2-lld", "scopes-gcc-O2", "scopes-clang-O0",
                                         "foreign-aarch64"),
                         [](const auto& row) { return test_name(row.param); });

}  // namespace
}  // namespace jescope
