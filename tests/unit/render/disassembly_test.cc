// SPDX-License-Identifier: Apache-2.0
//
// Instructions as text, JSON, CSV, as a page and as jeprof writes them; what is
// said in them is whatever a binary and a file say.
#include "jescope/render/disassembly.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "jescope/render/code_page.h"
#include "jescope/render/jeprof_code.h"

namespace jescope {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int64_t kMiB = 1 << 20;

Disassembly cache_code() {
  Disassembly list;
  list.total = list.whole = {10 * kMiB, 0};
  list.lines = {{"Cache::insert(Key)", "/src/cache.cc", 12, "\tvoid insert(Key key) {", true},
                {"Node::Node(Key)", "/src/node.h", 7, {}, false},
                {"Cache::insert(Key)", "/src/cache.cc", 13, {}, false}};
  ListedCode code;
  code.name = "Cache::insert(Key)";
  code.symbol = "Cache::insert(Key) [clone .cold]";
  code.module = "/opt/libcache.so";
  code.address = 0x1230;
  code.size_bytes = 9;
  code.self = {kMiB, 0};
  code.cumulative = {2 * kMiB, 0};
  code.instructions = {
      {0x1230, 1, "pushq %rbp", {}, {}, {0}},
      {0x1231, 5, "callq 0x1100 <Node::Node(Key)@plt>", {kMiB, 0}, {2 * kMiB, 0}, {1, 2}},
      {0x1236, 3, "retq", {}, {}, {}}};
  list.codes = {code};
  return list;
}

TableStyle style_of(TableFormat format) {
  TableStyle style;
  style.format = format;
  return style;
}

TEST(RenderDisassembly, Text) {
  EXPECT_EQ(render_disassembly(cache_code(), style_of(TableFormat::kText)),
            "Cache::insert(Key) [clone .cold]\n"
            "libcache.so, 0x1230 to 0x1239\n"
            "self 1.0 MiB (10.0%), cumulative 2.0 MiB (20.0%)\n"
            "   self      cum  address  instruction\n"
            "      .        .           cache.cc:12  void insert(Key key) {\n"
            "      .        .     1230  pushq %rbp\n"
            "1.0 MiB  2.0 MiB           node.h:7 in Node::Node(Key)\n"
            "1.0 MiB  2.0 MiB     1231  callq 0x1100 <Node::Node(Key)@plt>\n"
            "      .        .     1236  retq\n");
}

TEST(RenderDisassembly, TellsWhatIsLeftOut) {
  Disassembly list = cache_code();
  list.codes[0].is_cut = true;
  list.functions_left_out = 2;
  const std::string text = render_disassembly(list, style_of(TableFormat::kText));
  EXPECT_THAT(text, HasSubstr("…  more instructions\n"));
  EXPECT_THAT(text, HasSubstr("… 2 more functions; -n 0 shows all\n"));
}

TEST(RenderDisassembly, LongLinesFitTheTerminal) {
  TableStyle style = style_of(TableFormat::kText);
  style.columns = 40;
  EXPECT_THAT(render_disassembly(cache_code(), style), HasSubstr("callq 0x1100 <Node:…\n"));
}

TEST(RenderDisassembly, JsonHasAllInPlainUnits) {
  const std::string json = render_disassembly(cache_code(), style_of(TableFormat::kJson));
  EXPECT_THAT(json, HasSubstr(R"({"schema":"jescope/disasm/1","metric":"inuse_space",)"));
  EXPECT_THAT(json, HasSubstr(R"x("symbol":"Cache::insert(Key) [clone .cold]",)x"));
  EXPECT_THAT(json, HasSubstr(R"("module":"/opt/libcache.so","address":4656,"size":9,)"));
  EXPECT_THAT(json, HasSubstr(R"x("text":"callq 0x1100 <Node::Node(Key)@plt>","lines":[{)x"));
  EXPECT_THAT(json, HasSubstr(R"("file":"/src/node.h","line":7},{)"));
  EXPECT_THAT(json, HasSubstr(R"("line":13}],"self":1048576,)"));
}

TEST(RenderDisassembly, CsvHasARowForEachInstruction) {
  const std::string csv = render_disassembly(cache_code(), style_of(TableFormat::kCsv));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 4);
  EXPECT_THAT(csv, HasSubstr("0x1231,callq 0x1100 <Node::Node(Key)@plt>,/src/node.h,7,1048576,0,"
                             "2097152,0"));
}

TEST(RenderJeprofDisasm, HasItsColumns) {
  EXPECT_EQ(render_jeprof_disasm(cache_code(), {Metric::kInuseSpace, JeprofUnit::kMegabytes}),
            "ROUTINE ====================== Cache::insert [clone .cold]\n"
            "   1.0    2.0 MB (flat, cumulative) 20.0% of total\n"
            "-------------------- /src/cache.cc\n"
            "     .      .    12: void insert(Key key) {\n"
            "     .      .        1230: pushq  %rbp\n"
            "-------------------- /src/node.h\n"
            "   1.0    2.0        1231: callq  0x1100 <Node::Node@plt>\n"
            "     .      .        1236:   retq\n");
  EXPECT_THAT(render_jeprof_disasm(cache_code(), {Metric::kInuseSpace, JeprofUnit::kBytes}),
              HasSubstr("1048576 2097152 B (flat, cumulative) 20.0% of total\n"));
}

TEST(RenderJeprofDisasm, CutsLongFileNamesInFront) {
  Disassembly list = cache_code();
  list.lines[0].file = "./" + std::string(70, 'd') + "/cache.cc";
  EXPECT_THAT(render_jeprof_disasm(list, {Metric::kInuseSpace, JeprofUnit::kBytes}),
              HasSubstr("-------------------- ..." + std::string(46, 'd') + "/cache.cc\n"));
}

TEST(RenderJeprofList, HasItsColumns) {
  Routine routine;
  routine.name = "Cache::insert(Key)";
  routine.file = "./src/cache.cc";
  routine.self = {7, 0};
  routine.cumulative = {9, 0};
  routine.first_line = 12;
  routine.last_line = 13;
  routine.lines = {{11, {}, {}, ""},
                   {12, {}, {}, "void f() {"},
                   {13, {7, 0}, {9, 0}, "\tg();"},
                   {14, {}, {}, "}"}};
  EXPECT_EQ(render_jeprof_list(std::vector<Routine>{routine},
                               {Metric::kInuseObjects, JeprofUnit::kBytes}),
            "ROUTINE ====================== Cache::insert in src/cache.cc\n"
            "     7      9 Total objects (flat / cumulative)\n"
            "     .      .   11: \n"
            "---\n"
            "     .      .   12: void f() {\n"
            "     7      9   13: \tg();\n"
            "---\n"
            "     .      .   14: }\n");
}

SourceList cache_lines() {
  SourceList list;
  list.total = list.whole = {10 * kMiB, 0};
  list.functions = {{"Cache::insert(Key)",
                     "/src/cache.cc",
                     "/opt/libcache.so",
                     {kMiB, 0},
                     {2 * kMiB, 0},
                     {{12, {}, {}, "void insert(Key key) {", false},
                      {13, {kMiB, 0}, {2 * kMiB, 0}, "  new Node(key);", false},
                      {14, {}, {}, "}", false}},
                     "cache.cc"}};
  return list;
}

TEST(RenderCodePage, ALineOpensToItsInstructions) {
  const std::string page = render_code_page(cache_lines(), cache_code(), {"x.heap", "total", {}});
  EXPECT_THAT(page, HasSubstr("<details class=\"plain\"><summary"));
  EXPECT_THAT(page, HasSubstr("<details class=\"holds\"><summary"));
  EXPECT_THAT(page, HasSubstr("callq 0x1100 &lt;Node::Node(Key)@plt&gt;"));
  EXPECT_THAT(page, HasSubstr("instructions of unknown lines"));
  EXPECT_THAT(page, Not(HasSubstr("://")));
}

TEST(RenderCodePage, HostileTextIsText) {
  Disassembly code = cache_code();
  SourceList list = cache_lines();
  const std::string hostile = "</pre><script>alert(1)</script>\"'\x1b[31m\u202e";
  code.lines[0].text = code.lines[1].function = code.lines[1].file = hostile;
  code.codes[0].symbol = code.codes[0].module = code.codes[0].instructions[1].text = hostile;
  list.functions[0].module = list.functions[0].source = list.functions[0].lines[0].text = hostile;
  for (const std::string& page : {render_code_page(list, code, {hostile, hostile, {}})}) {
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, Not(HasSubstr("\x1b")));
    EXPECT_THAT(page, Not(HasSubstr("\u202e")));
  }
  for (const TableFormat format : {TableFormat::kText, TableFormat::kMarkdown}) {
    const std::string text = render_disassembly(code, style_of(format));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  }
  const std::string jeprof = render_jeprof_disasm(code, {Metric::kInuseSpace, JeprofUnit::kBytes});
  EXPECT_THAT(jeprof, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace jescope
