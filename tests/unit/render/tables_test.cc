// SPDX-License-Identifier: Apache-2.0
//
// What every table has in common, shown on small models: hostile names, widths
// and colours. Whole reports are in testdata/golden.
#include "jescope/render/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

TopTable table_with_name(const std::string& name) {
  TopTable table;
  table.total = {2048, 0};
  table.rows = {{name, "/src/a.cc", "/opt/app", 7, {1536, 16384}, {2048, 0}}};
  return table;
}

TableStyle style_of(TableFormat format) {
  TableStyle style;
  style.format = format;
  return style;
}

// The last line without its end.
std::string last_line(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

struct NameCase {
  std::string name;
  std::string function;
  std::string text;
  std::string csv;
  std::string markdown;
  std::string json;
};

class HostileName : public testing::TestWithParam<NameCase> {
 protected:
  static std::string render(TableFormat format) {
    return render_top(table_with_name(GetParam().function), style_of(format));
  }
};

TEST_P(HostileName, Text) {
  EXPECT_TRUE(last_line(render(TableFormat::kText)).ends_with("  " + GetParam().text))
      << render(TableFormat::kText);
}

TEST_P(HostileName, Csv) {
  EXPECT_EQ(last_line(render(TableFormat::kCsv)),
            GetParam().csv + ",/src/a.cc,7,/opt/app,1536,128,2048,0");
}

TEST_P(HostileName, Markdown) {
  EXPECT_TRUE(
      last_line(render(TableFormat::kMarkdown)).ends_with("| " + GetParam().markdown + " |"))
      << render(TableFormat::kMarkdown);
}

TEST_P(HostileName, Json) {
  const std::string json = render(TableFormat::kJson);
  EXPECT_NE(json.find("\"name\":" + GetParam().json), std::string::npos) << json;
  EXPECT_EQ(std::ranges::count(json, '\n'), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HostileName,
    testing::Values(
        NameCase{"Plain", "f(int)", "f(int)", "f(int)", "`f(int)`", "\"f(int)\""},
        NameCase{"Commas", "f(int, A)", "f(int, A)", "\"f(int, A)\"", "`f(int, A)`",
                 "\"f(int, A)\""},
        NameCase{"Quotes", "operator\"\" _kb", "operator\"\" _kb", "\"operator\"\"\"\" _kb\"",
                 "`operator\"\" _kb`", "\"operator\\\"\\\" _kb\""},
        NameCase{"Pipes", "operator|", "operator|", "operator|", "`operator\\|`", "\"operator|\""},
        NameCase{"Backticks", "a`b", "a`b", "a`b", "`a'b`", "\"a`b\""},
        NameCase{"LineEnds", "a\nb\r\nc", "a b  c", "a b  c", "`a b  c`", "\"a\\nb\\r\\nc\""},
        NameCase{"EscapeSequence", "\x1b[31mred", "\uFFFD[31mred", "\uFFFD[31mred",
                 "`\uFFFD[31mred`", "\"\\u001b[31mred\""},
        NameCase{"NoUtf8", "a\xff", "a\uFFFD", "a\uFFFD", "`a\uFFFD`", "\"a\\ufffd\""},
        NameCase{"Bidi", "a\u202Eb", "a\uFFFDb", "a\uFFFDb", "`a\uFFFDb`", "\"a\\u202eb\""}),
    [](const auto& row) { return row.param.name; });

TEST(Csv, NoCellBeginsAFormula) {
  const std::string csv = render_top(table_with_name("f"), style_of(TableFormat::kCsv));
  EXPECT_EQ(csv,
            "name,file,line,module,self,self_sigma,cumulative,cumulative_sigma\r\n"
            "f,/src/a.cc,7,/opt/app,1536,128,2048,0\r\n");
}

// Display columns: what is no continuation byte of UTF-8 starts a character.
size_t columns_of(std::string_view line) {
  return static_cast<size_t>(
      std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

class Width : public testing::TestWithParam<size_t> {};

TEST_P(Width, NoLineIsWider) {
  const std::string name = "std::map<std::string, rocksdb::Very<long>::Long>::Name(int, char*)";
  TableStyle style;
  style.columns = GetParam();
  for (const std::string& line : lines_of(render_top(table_with_name(name), style))) {
    EXPECT_LE(columns_of(line), std::max<size_t>(GetParam(), 80)) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Width, testing::Values(1, 20, 80, 100, 132));

TEST(Width, UnknownWidthKeepsNamesWhole) {
  const std::string name(500, 'a');
  EXPECT_TRUE(last_line(render_top(table_with_name(name), {})).ends_with("  " + name));
}

TEST(Color, LinesEndPlain) {
  TableStyle style;
  style.color = true;
  style.heading = {"heading"};
  TopTable table = table_with_name("f");
  table.rows_left_out = 2;
  for (const std::string& line : lines_of(render_top(table, style))) {
    const bool begins = line.find("\x1b[") != std::string::npos;
    EXPECT_EQ(begins, line.ends_with("\x1b[0m")) << line;
  }
}

TEST(Heading, CannotSteerTheTerminal) {
  TableStyle style;
  style.heading = {"a\x1b[2Jb"};
  EXPECT_TRUE(render_top(table_with_name("f"), style).starts_with("a\uFFFD[2Jb\n\n"));
}

TEST(Tree, MarkdownKeepsTheShapeAndEndsTheTable) {
  const Profile profile = profile_of("main;a 30\nmain;b 60\nmain;c 1\nmain;d 1\n");
  const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
  const std::string text =
      render_tree(tree, outline(tree, 0.05, 100), style_of(TableFormat::kMarkdown));
  EXPECT_EQ(text.substr(0, text.find("\n\n")),
            "| total | total% | self | function |\n"
            "| ---: | ---: | ---: | :--- |\n"
            "| 92 B | 100.0% | - | `main` |\n"
            "| 60 B | 65.2% | 60 B | `├─ b` |\n"
            "| 30 B | 32.6% | 30 B | `└─ a` |");
}

TEST(Traces, HostileNames) {
  TraceList list = list_traces(profile_of("main;x 8\n"), Metric::kInuseSpace);
  for (CallFrame& frame : list.frames) frame.name = "a;b\n\x1b" + frame.name;
  EXPECT_EQ(render_traces(list, {}),
            "#1  8 B (100.0%) in 1 object\n    a;b \uFFFDx\n    a;b \uFFFDmain\n\n");
}

}  // namespace
}  // namespace jescope
