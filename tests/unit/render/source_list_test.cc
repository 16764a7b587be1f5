// SPDX-License-Identifier: Apache-2.0
//
// Annotated source as text, JSON, CSV, Markdown and HTML; names and code are
// whatever a dump, a binary or a file says.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "jescope/render/source.h"
#include "jescope/render/tables.h"

namespace jescope {
namespace {

ListedLine line(uint32_t number, int64_t self, int64_t cumulative, std::string text = {}) {
  return {number, {self, 0}, {cumulative, 0}, std::move(text), false};
}

SourceList list_with(ListedFunction function) {
  SourceList list;
  list.total = {4096, 0};
  list.whole = {4096, 0};
  list.functions = {std::move(function)};
  return list;
}

ListedFunction cache_insert() {
  return {
      "Cache::insert(Key)",
      "/src/cache.cc",
      "/opt/libcache.so",
      {1536, 16384},
      {2048, 16384},
      {line(11, 0, 0, "void Cache::insert(Key key) {"),
       line(12, 1536, 1536, "\tnodes_.push_back(new Node(key));"), line(53, 0, 512, "\tgrow();")},
      "src/cache.cc"};
}

TableStyle style_of(TableFormat format) {
  TableStyle style;
  style.format = format;
  return style;
}

TEST(ListText, Whole) {
  SourceList list = list_with(cache_insert());
  list.functions_left_out = 2;
  EXPECT_EQ(render_source_list(list, {}),
            "Cache::insert(Key)\n"
            "/src/cache.cc, libcache.so; text of src/cache.cc\n"
            "self 1.5 KiB (37.5%), cumulative 2.0 KiB (50.0%) ± 128 B\n"
            "   self      cum  line  source\n"
            "      .        .    11  void Cache::insert(Key key) {\n"
            "1.5 KiB  1.5 KiB    12          nodes_.push_back(new Node(key));\n"
            "                     …  40 lines\n"
            "      .    512 B    53          grow();\n"
            "\n"
            "… 2 more functions; -n 0 shows all\n");
}

TEST(ListText, WithoutSourceHasPlaces) {
  ListedFunction function = cache_insert();
  function.source.clear();
  function.lines = {line(0, 1, 1), line(12, 1536, 1536)};
  const std::string text = render_source_list(list_with(function), {});
  EXPECT_NE(text.find("1.5 KiB  1.5 KiB    12  cache.cc:12\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    1 B      1 B     ?  (the line is not known)\n"), std::string::npos)
      << text;
  EXPECT_EQ(text.find("…"), std::string::npos) << text;
}

TEST(ListText, TellsLinesBeyondTheEnd) {
  ListedFunction function = cache_insert();
  function.lines.back().is_beyond_end = true;
  const std::string text = render_source_list(list_with(function), {});
  EXPECT_NE(text.find("    53  (beyond the end of the file)\n"), std::string::npos) << text;
}

TEST(ListText, FunctionsWithoutLinesHaveAHeadingOnly) {
  ListedFunction function{"f", "", "/opt/app", {64, 0}, {64, 0}, {}};
  EXPECT_EQ(render_source_list(list_with(function), {}),
            "f\napp\nself 64 B (1.6%), cumulative 64 B (1.6%)\n");
}

TEST(ListText, ChangesHaveSignsAndColours) {
  ListedFunction function = cache_insert();
  function.lines = {line(11, 1536, 1536, "a"), line(12, 0, -512, "b"), line(13, 8, 8, "c")};
  function.lines[2].cumulative.variance = 1e6;  // noise
  SourceList list = list_with(function);
  list.is_change = true;
  TableStyle style;
  style.color = true;
  const std::string text = render_source_list(list, style);
  EXPECT_NE(text.find("\x1b[31m+1.5 KiB  +1.5 KiB    11  a\x1b[0m\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[32m       .    -512 B    12  b\x1b[0m\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n    +8 B     ~+8 B    13  c\n\n\x1b[2m~ within the sampling error"),
            std::string::npos)
      << text;
}

TEST(ListText, FitsTheTerminal) {
  ListedFunction function = cache_insert();
  function.lines[1].text = std::string(1 << 20, 'x');
  TableStyle style;
  style.columns = 60;
  const std::string text = render_source_list(list_with(function), style);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    const auto columns = std::count_if(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                       text.begin() + static_cast<std::ptrdiff_t>(end),
                                       [](char c) { return (c & 0xC0) != 0x80; });
    EXPECT_LE(columns, 60) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

struct HostileCase {
  std::string name;
  std::string code;
  std::string text;
  std::string html;
  std::string json;
};

class HostileCode : public testing::TestWithParam<HostileCase> {
 protected:
  static SourceList list() {
    ListedFunction function = cache_insert();
    function.lines = {line(7, 1536, 1536, GetParam().code)};
    return list_with(function);
  }
};

TEST_P(HostileCode, Text) {
  const std::string text = render_source_list(list(), {});
  EXPECT_TRUE(text.ends_with("     7  " + GetParam().text + "\n")) << text;
}

TEST_P(HostileCode, Html) {
  const std::string page = render_source_element(list(), ByteUnit::kAuto);
  EXPECT_NE(page.find("<td class=\"code\">" + GetParam().html + "</td></tr>\n"), std::string::npos)
      << page;
}

TEST_P(HostileCode, Json) {
  const std::string json = render_source_list(list(), style_of(TableFormat::kJson));
  EXPECT_NE(json.find("\"text\":" + GetParam().json + "}"), std::string::npos) << json;
}

TEST_P(HostileCode, OneRowOfCsv) {
  const std::string csv = render_source_list(list(), style_of(TableFormat::kCsv));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 2) << csv;
}

INSTANTIATE_TEST_SUITE_P(
    Table, HostileCode,
    testing::Values(HostileCase{"Plain", "f();", "f();", "f();", "\"f();\""},
                    HostileCase{"Tabs", "a\tb", "a       b", "a       b", "\"a\\tb\""},
                    HostileCase{"Markup", "a<b> && \"c\"", "a<b> && \"c\"",
                                "a&lt;b&gt; &amp;&amp; &quot;c&quot;", "\"a<b> && \\\"c\\\"\""},
                    HostileCase{"EndOfScript", "</script><script>", "</script><script>",
                                "&lt;/script&gt;&lt;script&gt;", "\"</script><script>\""},
                    HostileCase{"EscapeSequence", "\x1b[2J", "\uFFFD[2J", "\uFFFD[2J",
                                "\"\\u001b[2J\""},
                    HostileCase{"CarriageReturn", "a\rb", "a\uFFFDb", "a\uFFFDb", "\"a\\rb\""},
                    HostileCase{"Bidi", "a\u202Eb", "a\uFFFDb", "a\uFFFDb", "\"a\\u202eb\""},
                    HostileCase{"NoUtf8", "a\xff", "a\uFFFD", "a\uFFFD", "\"a\\ufffd\""}),
    [](const auto& row) { return row.param.name; });

TEST(ListMarkdown, NothingEndsTheCodeBlock) {
  ListedFunction function = cache_insert();
  function.name = "```";
  function.file = "```a.cc";
  function.lines = {line(7, 1, 1, "```")};
  EXPECT_EQ(render_source_list(list_with(function), style_of(TableFormat::kMarkdown)),
            "```\n"
            "'''\n"
            "'''a.cc, libcache.so; text of src/cache.cc\n"
            "self 1.5 KiB (37.5%), cumulative 2.0 KiB (50.0%) ± 128 B\n"
            "self  cum  line  source\n"
            " 1 B  1 B     7  ```\n"
            "```\n");
}

TEST(ListJson, Whole) {
  ListedFunction function = cache_insert();
  function.lines.erase(function.lines.begin());
  function.lines.back().is_beyond_end = true;
  EXPECT_EQ(
      render_source_list(list_with(function), style_of(TableFormat::kJson)),
      R"json({"schema":"jescope/list/1","metric":"inuse_space","is_change":false,"total":4096,)json"
      R"json("total_sigma":0,"rows_left_out":0,"rows":[{"name":"Cache::insert(Key)",)json"
      R"json("file":"/src/cache.cc","module":"/opt/libcache.so","source":"src/cache.cc",)json"
      R"json("self":1536,"self_sigma":128,"cumulative":2048,"cumulative_sigma":128,"lines":[)json"
      R"json({"line":12,"self":1536,"self_sigma":0,"cumulative":1536,"cumulative_sigma":0,)json"
      R"json("text":"\tnodes_.push_back(new Node(key));"},)json"
      R"json({"line":53,"self":0,"self_sigma":0,"cumulative":512,"cumulative_sigma":0}]}]})json"
      "\n");
}

TEST(ListCsv, LinesWithNumbers) {
  EXPECT_EQ(render_source_list(list_with(cache_insert()), style_of(TableFormat::kCsv)),
            "name,file,line,module,self,self_sigma,cumulative,cumulative_sigma,source\r\n"
            "Cache::insert(Key),/src/cache.cc,12,/opt/libcache.so,1536,0,1536,0, "
            "nodes_.push_back(new Node(key));\r\n"
            "Cache::insert(Key),/src/cache.cc,53,/opt/libcache.so,0,0,512,0, grow();\r\n");
}

TEST(ListCsv, FunctionsWithoutLines) {
  ListedFunction function{"f", "", "/opt/app", {64, 0}, {96, 0}, {}};
  const std::string csv = render_source_list(list_with(function), style_of(TableFormat::kCsv));
  EXPECT_TRUE(csv.ends_with("\r\nf,,0,/opt/app,64,0,96,0,\r\n")) << csv;
}

TEST(ListText, TellsLinesLeftOut) {
  ListedFunction function = cache_insert();
  function.lines_left_out = 3;
  const std::string text = render_source_list(list_with(function), {});
  EXPECT_NE(text.find(" ± 128 B; lines that hold less, not marked: 3\n"), std::string::npos)
      << text;
}

TEST(SourceElement, Whole) {
  ListedFunction function = cache_insert();
  function.name = "Cache<Key>::insert";
  EXPECT_EQ(
      render_source_element(list_with(function), ByteUnit::kAuto),
      "<div class=\"source\">\n"
      "<section class=\"source-function\" aria-label=\"Cache&lt;Key&gt;::insert\">\n"
      "<h3>Cache&lt;Key&gt;::insert</h3>\n"
      "<p class=\"source-place\">/src/cache.cc, libcache.so; text of src/cache.cc</p>\n"
      "<p class=\"source-sums\">self 1.5 KiB (37.5%), cumulative 2.0 KiB (50.0%) ± 128 B</p>\n"
      "<div class=\"source-wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"Lines of Cache&lt;Key&gt;::insert\">\n"
      "<table class=\"source-lines\" aria-label=\"Source of Cache&lt;Key&gt;::insert\">\n"
      "<thead><tr><th scope=\"col\" class=\"line\">line</th><th scope=\"col\" "
      "class=\"self\">self</th><th scope=\"col\" class=\"cumulative\">cumulative</th><th "
      "scope=\"col\" class=\"code\">source</th></tr></thead>\n"
      "<tbody>\n"
      "<tr class=\"plain\"><th scope=\"row\" class=\"line\">11</th><td class=\"self\">.</td><td "
      "class=\"cumulative\">.</td><td class=\"code\">void Cache::insert(Key key) {</td></tr>\n"
      "<tr class=\"holds\"><th scope=\"row\" class=\"line\">12</th><td class=\"self\">1.5 "
      "KiB</td><td class=\"cumulative\">1.5 KiB</td><td class=\"code\">        "
      "nodes_.push_back(new Node(key));</td></tr>\n"
      "<tr class=\"skipped\"><td colspan=\"4\">40 lines</td></tr>\n"
      "<tr class=\"passes\"><th scope=\"row\" class=\"line\">53</th><td class=\"self\">.</td><td "
      "class=\"cumulative\">512 B</td><td class=\"code\">        grow();</td></tr>\n"
      "</tbody>\n</table>\n</div>\n</section>\n</div>\n");
}

TEST(SourceElement, IsEmptyForNothing) {
  EXPECT_EQ(render_source_element({}, ByteUnit::kAuto), "");
}

}  // namespace
}  // namespace jescope
