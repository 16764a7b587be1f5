// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/comparisons.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

DiffTable diff_of(std::string_view before, std::string_view after, DiffRows by = DiffRows::kSelf,
                  Metric metric = Metric::kInuseSpace) {
  return build_diff_table(side_by_side(before, after, Granularity::kFunction), metric,
                          ChangeError::kBothSides, by);
}

TableStyle style_of(TableFormat format) {
  TableStyle style;
  style.format = format;
  return style;
}

constexpr auto kBefore =
    "main;load 1048576~16384\nmain;store 4096\nmain;old 500\nmain;any 10~400\n";
constexpr auto kAfter =
    "main;load 3145728~16384\nmain;store 1024\nmain;fresh 2000\nmain;any 20~400\n";

struct TextCase {
  std::string name;
  DiffTable diff;
  std::string text;
};

class DiffText : public testing::TestWithParam<TextCase> {};

TEST_P(DiffText, Table) {
  EXPECT_EQ(render_diff(GetParam().diff, {}), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DiffText,
    testing::Values(
        TextCase{"Columns", diff_of(kBefore, kAfter),
                 " before    after    change  change%  ± sigma  growth%   state  function\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +200.0%    181 B    99.9%   grown  load\n"
                 "4.0 KiB  1.0 KiB  -3.0 KiB   -75.0%        -        -  shrunk  store\n"
                 "    0 B  2.0 KiB  +2.0 KiB        -        -     0.1%     new  fresh\n"
                 "  500 B      0 B    -500 B  -100.0%        -        -    gone  old\n"
                 "   10 B     20 B     +10 B  +100.0%     28 B     0.0%   noise  any\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +199.0%    183 B        -   grown  total\n"},
        TextCase{"LeftOut", keep_first(diff_of(kBefore, kAfter), 1),
                 " before    after    change  change%  ± sigma  growth%  state  function\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +200.0%    181 B    99.9%  grown  load\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +199.0%    183 B        -  grown  total\n"
                 "… 4 more change it by -1.5 KiB; -n 0 shows all\n"},
        TextCase{"LeftOutRowsThatOverlap",
                 keep_first(diff_of(kBefore, kAfter, DiffRows::kCumulative), 1),
                 " before    after    change  change%  ± sigma  growth%  state  function\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +200.0%    181 B    99.9%  grown  load\n"
                 "1.0 MiB  3.0 MiB  +2.0 MiB  +199.0%    183 B        -  grown  total\n"
                 "… 5 more; -n 0 shows all\n"},
        TextCase{"Stacks", diff_of("main;run;f 8\n", "main;run;f 24\n", DiffRows::kStacks),
                 "before  after  change  change%  ± sigma  growth%  state  stack, innermost "
                 "first\n"
                 "   8 B   24 B   +16 B  +200.0%        -   100.0%  grown  f\n"
                 "                                                           run\n"
                 "                                                           main\n"
                 "   8 B   24 B   +16 B  +200.0%        -        -  grown  total\n"},
        TextCase{"Objects",
                 diff_of("f 8/1000\n", "f 8/2500\n", DiffRows::kSelf, Metric::kInuseObjects),
                 "before  after  change  change%  ± sigma  growth%  state  function\n"
                 " 1,000  2,500  +1,500  +150.0%        -   100.0%  grown  f\n"
                 " 1,000  2,500  +1,500  +150.0%        -        -  grown  total\n"},
        TextCase{"Extremes", diff_of("f 9223372036854775807\n", "g 9223372036854775807\n"),
                 " before    after    change  change%  ± sigma  growth%  state  function\n"
                 "    0 B  8.0 EiB  +8.0 EiB        -        -   100.0%    new  g\n"
                 "8.0 EiB      0 B  -8.0 EiB  -100.0%        -        -   gone  f\n"
                 "8.0 EiB  8.0 EiB       0 B     0.0%        -        -  noise  total\n"},
        TextCase{"Nothing", diff_of("", ""),
                 "before  after  change  change%  ± sigma  growth%  state  function\n"
                 "   0 B    0 B     0 B        -        -        -  noise  total\n"}),
    [](const auto& row) { return row.param.name; });

TEST(DiffText, ColoursTellTheDirection) {
  TableStyle style;
  style.color = true;
  const std::string text = render_diff(diff_of(kBefore, kAfter), style);
  EXPECT_NE(text.find("\x1b[31m1.0 MiB"), std::string::npos) << text;  // grown
  EXPECT_NE(text.find("\x1b[31m    0 B"), std::string::npos) << text;  // new
  EXPECT_NE(text.find("\x1b[32m4.0 KiB"), std::string::npos) << text;  // shrunk
  EXPECT_NE(text.find("\x1b[32m  500 B"), std::string::npos) << text;  // gone
  EXPECT_NE(text.find("\x1b[2m   10 B"), std::string::npos) << text;   // noise
}

TEST(DiffText, FitsTheWidth) {
  TableStyle style;
  style.columns = 90;
  const std::string name = "ns::" + std::string(200, 'x');
  const std::string text =
      render_diff(diff_of("", "main;" + name + " 8\n", DiffRows::kStacks), style);
  size_t begin = 0;
  for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    EXPECT_LE(end - begin, 90u + 2) << text;  // "±" and "…" are more than a byte
    begin = end + 1;
  }
}

TEST(DiffMarkdown, HeadlineTableAndTheRestFolded) {
  TableStyle style = style_of(TableFormat::kMarkdown);
  style.heading = {"a.heap → b.heap"};
  EXPECT_EQ(
      render_diff(diff_of("f 1000~16\ng 10~400\n", "f 2000~20\ng 20~464\n"), style),
      "**Live memory grew from 1,010 B to 2.0 KiB: +1,010 B (+100.0%), ± 30 B: beyond noise.**\n"
      "\n"
      "a.heap → b.heap  \n"
      "\n"
      "| before | after | change | change% | ± sigma | growth% | state | function |\n"
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | :--- |\n"
      "| 1,000 B | 2.0 KiB | +1,000 B | +100.0% | 6 B | 99.0% | grown | `f` |\n"
      "\n"
      "<details>\n"
      "<summary>1 more function, within noise</summary>\n"
      "\n"
      "| before | after | change | change% | ± sigma | growth% | state | function |\n"
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | :--- |\n"
      "| 10 B | 20 B | +10 B | +100.0% | 29 B | 1.0% | noise | `g` |\n"
      "\n"
      "</details>\n");
}

struct HeadlineCase {
  std::string name;
  std::string before;
  std::string after;
  std::string line;
  Metric metric = Metric::kInuseSpace;
};

class Headline : public testing::TestWithParam<HeadlineCase> {};

TEST_P(Headline, Sentence) {
  const HeadlineCase& row = GetParam();
  const std::string text = render_diff(diff_of(row.before, row.after, DiffRows::kSelf, row.metric),
                                       style_of(TableFormat::kMarkdown));
  EXPECT_EQ(text.substr(0, text.find('\n')), row.line);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Headline,
    testing::Values(
        HeadlineCase{"Shrank", "f 100\n", "f 50\n",
                     "**Live memory shrank from 100 B to 50 B: -50 B (-50.0%).**"},
        HeadlineCase{"Noise", "f 100~100\n", "f 120~125\n",
                     "**Live memory grew from 100 B to 120 B: +20 B (+20.0%), ± 15 B: within "
                     "noise.**"},
        HeadlineCase{"ZeroBase", "", "f 8\n", "**Live memory grew from 0 B to 8 B: +8 B.**"},
        HeadlineCase{"Vanished", "f 8\n", "",
                     "**Live memory shrank from 8 B to 0 B: -8 B (-100.0%).**"},
        HeadlineCase{"Unchanged", "f 8\n", "g 8\n", "**Live memory did not change: 8 B.**"},
        HeadlineCase{"Objects", "f 8/1\n", "f 8/2\n",
                     "**The number of live objects grew from 1 to 2: +1 (+100.0%).**",
                     Metric::kInuseObjects}),
    [](const auto& row) { return row.param.name; });

TEST(DiffMarkdown, AllWithinNoise) {
  const std::string text =
      render_diff(diff_of("f 100~100\n", "f 110~100\n"), style_of(TableFormat::kMarkdown));
  EXPECT_NE(text.find("\nNothing changed beyond noise.\n\n<details>"), std::string::npos) << text;
}

std::string many_functions(size_t count, size_t name_bytes) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    text += fmt::format("{}{:05} {}\n", std::string(name_bytes, 'f'), i, 10 * count - i);
  }
  return text;
}

TEST(DiffMarkdown, StacksAreToldInShort) {
  const std::string caller = "ns::C::run<" + std::string(80, 'T') + ">(int, char const*)";
  const std::string stack = "a;b;c;d;e;f;g;" + caller + ";ns::put(int)";
  const std::string text =
      render_diff(diff_of("", stack + " 8\n", DiffRows::kStacks), style_of(TableFormat::kMarkdown));
  EXPECT_NE(text.find("| `ns::put(int) ← ns::C::run ← g ← f ← e ← d ← c ← b ← …` |"),
            std::string::npos)
      << text;
}

TEST(DiffMarkdown, TenRowsInSight) {
  const std::string text =
      render_diff(diff_of("", many_functions(30, 1)), style_of(TableFormat::kMarkdown));
  EXPECT_NE(text.find("`f00009`"), std::string::npos);
  EXPECT_LT(text.find("`f00009`"), text.find("<details>"));
  EXPECT_LT(text.find("<details>"), text.find("`f00010`"));
  EXPECT_NE(text.find("<summary>20 more functions</summary>"), std::string::npos);
}

TEST(DiffMarkdown, FitsAComment) {
  for (const size_t name_bytes : {10, 500, 20000}) {
    const std::string text = render_diff(diff_of("", many_functions(1000, name_bytes)),
                                         style_of(TableFormat::kMarkdown));
    EXPECT_LT(text.size(), 60u << 10);
    EXPECT_NE(text.find(" more rows do not fit a comment\n"), std::string::npos);
    EXPECT_TRUE(text.ends_with("</details>\n"));
  }
}

struct NameCase {
  std::string name;
  std::string function;
  std::string text;
  std::string markdown;
  std::string csv;
  std::string json;
};

class HostileDiffName : public testing::TestWithParam<NameCase> {
 protected:
  static std::string render(TableFormat format) {
    DiffTable diff = diff_of("", "x 8\n");
    diff.frames[0].name = GetParam().function;
    return render_diff(diff, style_of(format));
  }
};

TEST_P(HostileDiffName, IsHarmless) {
  const auto holds = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  EXPECT_PRED2(holds, render(TableFormat::kText), "  new  " + GetParam().text + "\n");
  EXPECT_PRED2(holds, render(TableFormat::kMarkdown), "| new | " + GetParam().markdown + " |\n");
  EXPECT_PRED2(holds, render(TableFormat::kCsv),
               "\r\n" + GetParam().csv + ",,0,,0,8,8,0,new,1.0\r\n");
  EXPECT_PRED2(holds, render(TableFormat::kJson), "{\"name\":" + GetParam().json + ",\"before\"");
}

INSTANTIATE_TEST_SUITE_P(
    Table, HostileDiffName,
    testing::Values(
        NameCase{"Pipe", "operator|", "operator|", "`operator\\|`", "operator|", "\"operator|\""},
        NameCase{"Backtick", "a`b", "a`b", "`a'b`", "a`b", "\"a`b\""},
        NameCase{"Element", "</details><b>", "</details><b>", "`</details><b>`", "</details><b>",
                 "\"</details><b>\""},
        NameCase{"LineEnd", "a\n| b", "a | b", "`a \\| b`", "a | b", "\"a\\n| b\""},
        NameCase{"Formula", "=f(1)", "=f(1)", "`=f(1)`", "'=f(1)", "\"=f(1)\""},
        NameCase{"Bidi", "a\u202Eb", "a\uFFFDb", "`a\uFFFDb`", "a\uFFFDb", "\"a\\u202eb\""},
        NameCase{"NoUtf8", "a\xff", "a\uFFFD", "`a\uFFFD`", "a\uFFFD", "\"a\\ufffd\""}),
    [](const auto& row) { return row.param.name; });

TEST(DiffJson, Whole) {
  EXPECT_EQ(render_diff(diff_of("f|/a.cc|/app 8~4\ng 9\n", "f|/a.cc|/app 24~5\ng 3\n"),
                        style_of(TableFormat::kJson)),
            R"({"schema":"jescope/diff/1","metric":"inuse_space","granularity":"function",)"
            R"("rows_of":"self","error":"both_sides","before_total":17,"after_total":27,)"
            R"("change":10,"change_sigma":3,"state":"grown","rows_left_out":0,)"
            R"("change_left_out":0,"rows":[)"
            R"({"name":"f","before":8,"after":24,"change":16,"sigma":3,"state":"grown",)"
            R"("share":1.0,"file":"/a.cc","line":0,"module":"/app"},)"
            R"({"name":"g","before":9,"after":3,"change":-6,"sigma":0,"state":"shrunk",)"
            R"("share":null,"file":"","line":0,"module":""}]})"
            "\n");
}

TEST(DiffJson, Stack) {
  const std::string text = render_diff(
      diff_of("main;run;f 8\n", "main;run;f 9\n", DiffRows::kStacks), style_of(TableFormat::kJson));
  EXPECT_NE(text.find(R"({"name":"f;run;main",)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("stack":["f","run","main"]})"), std::string::npos) << text;
}

TEST(DiffCsv, Whole) {
  EXPECT_EQ(render_diff(diff_of("main;f 8\nmain;g 5\n", "main;f 9\n", DiffRows::kStacks),
                        style_of(TableFormat::kCsv)),
            "name,file,line,module,before,after,change,sigma,state,share\r\n"
            "g;main,,0,,5,0,-5,0,gone,\r\n"
            "f;main,,0,,8,9,1,0,grown,1.0\r\n");
}

}  // namespace
}  // namespace jescope
