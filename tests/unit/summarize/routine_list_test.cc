// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/routine_list.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "jescope/summarize/line_code.h"

namespace jescope {
namespace {

// Instructions of 4 bytes from 0x1000 on, each with the rows of its lines.
Disassembly list_of(std::vector<CodeLine> lines,
                    const std::vector<std::pair<int64_t, std::vector<uint32_t>>>& instructions) {
  Disassembly list;
  list.lines = std::move(lines);
  ListedCode code;
  code.name = code.symbol = "ns::f(int)";
  code.address = 0x1000;
  code.size_bytes = instructions.size() * 4;
  for (const auto& [self, rows] : instructions) {
    const uint64_t address = 0x1000 + code.instructions.size() * 4;
    code.instructions.push_back({address, 4, "nop", {self, 0}, {self, 0}, rows});
  }
  list.codes.push_back(std::move(code));
  return list;
}

const std::vector<CodeLine> kLines = {{"ns::f(int)", "/a.cc", 12, {}, false},
                                      {"ns::f(int)", "/a.cc", 13, {}, false},
                                      {"g()", "/b.h", 7, {}, false},
                                      {"ns::f(int)", "/b.h", 9, {}, false}};

SourceText text_of(const std::vector<std::string>& lines, uint32_t first) {
  SourceText text;
  for (uint32_t i = 0; i < lines.size(); ++i) text.lines.push_back({first + i, lines[i]});
  return text;
}

std::string to_text(const Routine& routine) {
  std::string text = fmt::format("{} {} {}..{}\n", routine.file, routine.self.value,
                                 routine.first_line, routine.last_line);
  for (const RoutineLine& line : routine.lines) {
    text += fmt::format("{} {} {}\n", line.number, line.self.value, line.text);
  }
  return text;
}

Routine listed(const Disassembly& list, const SourceText& text) {
  const ListedCode& code = list.codes.front();
  return list_lines(outline_routine(list, code), list, code, text);
}

TEST(RoutineList, CodeOfOtherFilesCountsForTheNextLine) {
  const Disassembly list = list_of(kLines, {{1, {0}}, {2, {2, 1}}, {4, {3}}, {8, {1}}, {16, {3}}});
  EXPECT_EQ(to_text(listed(list, text_of({"void f() {", "  g();", "}"}, 12))),
            "/a.cc 31 12..13\n12 1 void f() {\n13 30   g();\n14 0 }\n");
}

TEST(RoutineList, ARoutineInAClassGoesOnWhileItIsIndented) {
  const Disassembly list = list_of(kLines, {{1, {0}}, {2, {1}}});
  const Routine routine =
      listed(list, text_of({"struct S {", "  void f() {", "    g();", "  }", "", "};"}, 11));
  EXPECT_EQ(routine.last_line, 15u);
  EXPECT_EQ(routine.lines.size(), 6u);
}

TEST(RoutineList, WithoutTextThereAreLinesThatHold) {
  const Disassembly list = list_of(kLines, {{0, {0}}, {2, {1}}});
  EXPECT_EQ(to_text(listed(list, {})), "/a.cc 2 12..13\n13 2 \n");
}

TEST(RoutineList, WithoutLinesThereIsNoFile) {
  EXPECT_EQ(outline_routine(list_of({}, {{1, {}}}), list_of({}, {{1, {}}}).codes[0]).file, "");
  EXPECT_TRUE(lines_to_read(Routine()).empty());
}

TEST(RoutineList, ReadsFromFiveLinesBeforeOn) {
  Routine routine;
  routine.file = "/a.cc";
  routine.first_line = 3;
  routine.last_line = UINT32_MAX;
  const std::vector<uint32_t> numbers = lines_to_read(routine);
  EXPECT_EQ(numbers.front(), 1u);
  EXPECT_LE(numbers.size(), 100'001u);
}

TEST(LineCode, GivesEachLineItsInstructions) {
  const Disassembly code = list_of(kLines, {{1, {0}}, {2, {2, 1}}, {0, {}}, {8, {1}}});
  SourceList list;
  list.functions = {{"ns::f(int)", "/a.cc", "/opt/app", {}, {}, {}},
                    {"g()", "/b.h", "/opt/app", {}, {}, {}}};
  list = add_code_lines(std::move(list), code);
  ASSERT_EQ(list.functions[0].lines.size(), 2u);
  EXPECT_EQ(list.functions[0].lines[1].number, 13u);
  const std::vector<LineCode> lines = code_of_lines(list, code);
  EXPECT_EQ(lines[0].by_line.at(12), (std::vector<InstructionRange>{{0, 0, 1}}));
  EXPECT_EQ(lines[0].by_line.at(13), (std::vector<InstructionRange>{{0, 1, 1}, {0, 3, 1}}));
  EXPECT_EQ(lines[0].without_line, (std::vector<InstructionRange>{{0, 2, 1}}));
  EXPECT_EQ(lines[1].by_line.at(7), (std::vector<InstructionRange>{{0, 1, 1}}));
  EXPECT_TRUE(lines[1].without_line.empty());
}

}  // namespace
}  // namespace jescope
