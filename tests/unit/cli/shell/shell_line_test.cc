// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/shell_line.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/shell/shell_verbs.h"
#include "cli/shell/shell_words.h"

namespace jescope {
namespace {

std::string list_of(std::string_view name, const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += fmt::format(" {}={}", name, one);
  return text;
}

// All that a line can change of a request, in a line: "top rows=10 focus=a".
std::string request_text(const Request& request) {
  constexpr const char* kCommands[] = {"top",  "tree",   "peek",  "traces",
                                       "list", "disasm", "flame", "graph"};
  const auto command = static_cast<size_t>(request.command);
  std::string text = command < std::size(kCommands) ? kCommands[command] : "other";
  if (request.command == Command::kExport) {
    text = fmt::format("export {}", static_cast<int>(request.export_format));
  }
  if (request.command == Command::kInfo) text = "info";
  if (request.command == Command::kSymbols) text = "symbols";
  if (request.graph_format == GraphFormat::kDot) text += " dot";
  if (request.graph_format == GraphFormat::kPdf) text += " pdf";
  if (request.graph_format == GraphFormat::kPs) text += " ps";
  if (request.flame.printed) text += " printed";
  if (request.is_page) text += " page";
  if (request.rows) text += fmt::format(" rows={}", *request.rows);
  if (!request.function_pattern.empty()) text += " functions=" + request.function_pattern;
  if (request.order == TopOrder::kCumulative) text += " cum";
  if (request.by) text += fmt::format(" by={}", granularity_name(*request.by));
  if (request.metric != Metric::kInuseSpace)
    text += fmt::format(" {}", metric_name(request.metric));
  if (request.style.unit == ByteUnit::kMiB) text += " MiB";
  return text + list_of("focus", request.filters.focus) + list_of("ignore", request.filters.ignore);
}

std::string step_text(const Result<ShellStep>& step) {
  if (!step.ok()) return "error " + step.error().where + ": " + step.error().message;
  switch (step->act) {
    case ShellAct::kNothing: return "nothing";
    case ShellAct::kQuit: return "quit";
    case ShellAct::kSay: return "say " + step->text.substr(0, step->text.find('\n'));
    case ShellAct::kComplain: return "complain " + step->text;
    case ShellAct::kSet: return "set " + request_text(step->request);
    case ShellAct::kAnswer: break;
  }
  std::string text = request_text(step->request);
  if (!step->output.empty()) text += " > " + step->output;
  if (step->viewer == Viewer::kBrowser) text += " in the browser";
  if (step->viewer == Viewer::kKcachegrind) text += " in kcachegrind";
  if (step->viewer == Viewer::kGv) text += " in gv";
  if (step->viewer == Viewer::kEvince) text += " in evince";
  return text;
}

struct LineCase {
  const char* name;
  const char* line;
  const char* expected;
};

void PrintTo(const LineCase& row, std::ostream* out) {
  *out << row.name;
}

std::string name_of(const testing::TestParamInfo<LineCase>& row) {
  return row.param.name;
}

class Line : public testing::TestWithParam<LineCase> {};

TEST_P(Line, IsRead) {
  EXPECT_EQ(step_text(read_shell_line(GetParam().line, ShellSettings())), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, Line,
    testing::Values(
        LineCase{"empty", "", "nothing"}, LineCase{"blanks", " \t \r", "nothing"},
        LineCase{"top", "top", "top rows=10"}, LineCase{"count_at_once", "top7", "top rows=7"},
        LineCase{"count_apart", "top 7", "top rows=7"}, LineCase{"all_rows", "top0", "top rows=0"},
        LineCase{"rows_as_hints_say", "top -n 0 foo", "top rows=0 focus=foo"},
        LineCase{"text", "text5 foo -bar --cum", "top rows=5 cum focus=foo ignore=bar"},
        LineCase{"windows_line", "top3\r", "top rows=3"},
        LineCase{"several_words", "top a b -c -d", "top rows=10 focus=a focus=b ignore=c ignore=d"},
        LineCase{"second_number_is_focus", "top5 10", "top rows=5 focus=10"},
        LineCase{"one_dash", "top -cum -lines", "top rows=10 cum by=line"},
        LineCase{"files", "top --files", "top rows=10 by=file"},
        LineCase{"addresses", "tree --addresses", "tree by=address"},
        LineCase{"unknown_option", "top --colour",
                 "error top: expected --cum, --lines, --functions, --files or --addresses, got "
                 "--colour"},
        LineCase{"quoted", "top 'operator new' \"-x\" -'a b'",
                 "top rows=10 focus=operator new focus=-x ignore=a b"},
        LineCase{"open_quote", "top 'operator",
                 "error 'operator: expected a second quote, got the end of the line"},
        LineCase{"huge_count", "top99999999999999999999999",
                 "complain Unknown command: try "
                 "'help'.\n"},
        LineCase{"traces", "traces2 foo", "traces rows=2 focus=foo"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Functions, Line,
    testing::Values(LineCase{"peek", "peek foo", "peek functions=foo"},
                    LineCase{"list", "list foo -bar", "list functions=foo ignore=bar"},
                    LineCase{"several", "list foo bar", "list functions=foo|bar"},
                    LineCase{"none", "list", "error list: expected a regular expression, got none"},
                    LineCase{"only_ignored", "peek -foo",
                             "error peek: expected a regular expression, got none"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Files, Line,
    testing::Values(
        LineCase{"flame", "flame x.svg foo -bar", "flame focus=foo ignore=bar > x.svg"},
        LineCase{"page", "flame x.html", "flame page > x.html"},
        LineCase{"page_by_sign", "flame foo > x.html", "flame page focus=foo > x.html"},
        LineCase{"picture_of_another_kind", "flame x.csv",
                 "error flame: expected a name that ends in .svg, .html, .pdf, .ps, .eps, .png or "
                 ".gif, got x.csv"},
        LineCase{"printed_flame", "flame x.png", "flame printed > x.png"},
        LineCase{"printed_graph", "graph x.pdf", "graph pdf > x.pdf"},
        LineCase{"pipe", "top3 | head", "error top: expected no pipe, got |"},
        LineCase{"disasm", "disasm f -g", "disasm functions=f ignore=g"},
        LineCase{"weblist", "weblist f", "list page functions=f in the browser"},
        LineCase{"weblist_to_file", "weblist f > x.html", "list page functions=f > x.html"},
        LineCase{"gv", "gv foo", "graph ps focus=foo in gv"},
        LineCase{"evince", "evince", "graph pdf in evince"},
        LineCase{"no_picture_on_a_terminal", "graph", "error graph: expected a file, got none"},
        LineCase{"no_pprof_on_a_terminal", "pprof", "error pprof: expected a file, got none"},
        LineCase{"svg", "svg x.svg", "graph > x.svg"},
        LineCase{"graph_as_dot", "graph x.dot", "graph dot > x.dot"},
        LineCase{"dot", "dot", "graph dot"}, LineCase{"folded", "folded x", "export 0 > x"},
        LineCase{"callgrind", "callgrind x", "export 1 > x"},
        LineCase{"callgrind_opens", "callgrind", "export 1 in kcachegrind"},
        LineCase{"web", "web foo bar -baz", "graph focus=foo focus=bar ignore=baz in the browser"},
        LineCase{"web_to_file", "web > x.svg", "graph > x.svg"},
        LineCase{"sign", "top > x", "top rows=10 > x"},
        LineCase{"sign_at_once", "top >x", "top rows=10 > x"},
        LineCase{"operator_is_no_sign", "list operator>", "list functions=operator>"},
        LineCase{"quoted_sign", "list '>' x", "list functions=>|x"},
        LineCase{"sign_without_file", "top >", "error >: expected one file name, got none"},
        LineCase{"sign_with_more", "top > x y", "error >: expected one file name, got more"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Settings, Line,
    testing::Values(
        LineCase{"metric", "metric alloc_space", "set top alloc_space"},
        LineCase{"no_metric", "metric bytes",
                 "error metric: expected one of inuse_space, inuse_objects, alloc_space, "
                 "alloc_objects, got \"bytes\""},
        LineCase{"metric_of_nothing", "metric",
                 "error metric: expected inuse_space|inuse_objects|alloc_space|alloc_objects, got "
                 "nothing"},
        LineCase{"unit", "unit MiB", "set top MiB"},
        LineCase{"focus", "focus a b", "set top focus=a focus=b"},
        LineCase{"ignore", "ignore a", "set top ignore=a"}, LineCase{"reset", "reset", "set top"},
        LineCase{"show", "show options", "say metric  inuse_space"},
        LineCase{"info", "info", "info"}, LineCase{"symbols", "symbols", "symbols"},
        LineCase{"info_of_something", "info x",
                 "error info: expected nothing behind it, got more"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Words, Line,
    testing::Values(
        LineCase{"quit", "quit", "quit"}, LineCase{"exit", " exit ", "quit"},
        LineCase{"q", "q", "quit"},
        LineCase{"help", "help",
                 "say Look     top[N] text[N]      functions by what they hold; --cum: with "
                 "callees;"},
        LineCase{"mark", "? top", "say top[N] [FOCUS...] [-IGNORE...]"},
        LineCase{"abbreviation", "trac", "traces"},
        LineCase{"ambiguous", "t", "complain Unknown command: try 'help'.\n"},
        LineCase{"unknown", "topp", "complain Unknown command: try 'help'.\n"},
        LineCase{"count_where_none_fits", "list5 x", "complain Unknown command: try 'help'.\n"},
        LineCase{"help_of_unknown", "help topp", "complain Unknown command: try 'help'.\n"}),
    name_of);

TEST(ShellSettingsHold, UntilACommandHasItsOwn) {
  ShellSettings settings;
  settings.now.filters.focus = {"a"};
  settings.now.filters.ignore = {"b"};
  settings.now.rows = 4;
  EXPECT_EQ(step_text(read_shell_line("top", settings)), "top rows=4 focus=a ignore=b");
  EXPECT_EQ(step_text(read_shell_line("top2 c -d", settings)),
            "top rows=2 focus=c ignore=b ignore=d");
  EXPECT_EQ(step_text(read_shell_line("reset", settings)), "set top");
}

TEST(JeprofDialect, TakesWhatBeginsWithHelpAndQuit) {
  ShellSettings settings;
  settings.dialect = ShellDialect::kJeprof;
  EXPECT_EQ(step_text(read_shell_line("quitting", settings)), "quit");
  EXPECT_EQ(step_text(read_shell_line("quitting", ShellSettings())),
            "complain Unknown command: try 'help'.\n");
}

TEST(JeprofDialect, SortsByCumForOneCommand) {
  ShellSettings settings;
  settings.dialect = ShellDialect::kJeprof;
  settings.now.order = TopOrder::kCumulative;
  EXPECT_EQ(step_text(read_shell_line("top", settings)), "top rows=10");
  EXPECT_EQ(step_text(read_shell_line("top --cum", settings)), "top rows=10 cum");
}

TEST(ShellHelp, FitsOnAScreen) {
  const std::string help = shell_help();
  EXPECT_LE(std::ranges::count(help, '\n'), 23);  // and a line for the prompt
  size_t longest = 0;
  for (size_t at = 0; at < help.size(); at = help.find('\n', at) + 1) {
    longest = std::max(longest, help.find('\n', at) - at);
  }
  EXPECT_LE(longest, 80U);
}

TEST(ShellHelp, NamesEveryCommand) {
  for (const Verb& verb : all_verbs()) {
    EXPECT_NE(shell_help().find(std::string(verb.name)), std::string::npos) << verb.name;
  }
}

TEST(TypedAsWord, IsReadBack) {
  for (const char* const text : {"a", "operator new", "-x", ">", "it's here", "'"}) {
    const Result<std::vector<TypedWord>> words = split_words(typed_as_word(text));
    ASSERT_TRUE(words.ok()) << text;
    ASSERT_EQ(words->size(), 1U) << text;
    EXPECT_EQ(words->front().text, text);
  }
}

}  // namespace
}  // namespace jescope
