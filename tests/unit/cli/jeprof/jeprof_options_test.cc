// SPDX-License-Identifier: Apache-2.0
#include "cli/jeprof/jeprof_options.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace jescope {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// What differs from the plain report, in the order of the fields.
std::string describe(const JeprofInvocation& invocation) {
  const Request& request = invocation.request;
  const JeprofChoice& choice = *request.jeprof;
  std::string text = fmt::format("mode {} then {}", static_cast<int>(choice.mode),
                                 static_cast<int>(invocation.then));
  const auto add = [&](bool is_there, const std::string& words) {
    if (is_there) text += "; " + words;
  };
  add(request.by.has_value(),
      fmt::format("by {}", request.by ? granularity_name(*request.by) : ""));
  add(request.metric != Metric::kInuseSpace, fmt::format("metric {}", metric_name(request.metric)));
  add(request.order == TopOrder::kCumulative, "cum");
  add(choice.unit == JeprofUnit::kBytes, "bytes");
  add(choice.names == JeprofNames::kExact && request.keep_allocator, "exact");
  add(!request.comparison.base.empty(), "base " + join(request.comparison.base));
  add(request.comparison.drop_negative, "drop_negative");
  add(choice.each_thread, "each thread");
  add(!request.threads.empty(), "thread " + join(request.threads));
  add(!request.filters.focus.empty(), "focus " + join(request.filters.focus));
  add(!request.filters.ignore.empty(), "ignore " + join(request.filters.ignore));
  add(!choice.retain.empty(), "retain " + choice.retain);
  add(!choice.exclude.empty(), "exclude " + choice.exclude);
  add(!request.function_pattern.empty(), "functions " + request.function_pattern);
  add(request.rows.has_value(), fmt::format("nodes {}", request.rows.value_or(0)));
  add(request.least_fraction.has_value(),
      fmt::format("node {}", request.least_fraction.value_or(0)));
  add(request.least_edge.has_value(), fmt::format("edge {}", request.least_edge.value_or(0)));
  add(choice.most_degree != 8, fmt::format("degree {}", choice.most_degree));
  add(choice.marks_leaks, "heapcheck");
  add(!request.lib_prefixes.empty(), "prefixes " + join(request.lib_prefixes));
  add(!request.added_library.empty(), "library " + request.added_library);
  add(request.merge == MergeRule::kSum, "sum");
  add(invocation.scale != 0, fmt::format("scale {}", invocation.scale));
  add(!invocation.notes.empty(), fmt::format("{} notes", invocation.notes.size()));
  return text + "; " + join(request.inputs);
}

struct LineCase {
  std::string name;
  std::string line;
  std::string expected;  // described, or the error's place and message
};

class JeprofLines : public testing::TestWithParam<LineCase> {};

TEST_P(JeprofLines, Mean) {
  const auto invocation = parse_jeprof_arguments(words_of(GetParam().line), {});
  const std::string found = invocation.ok()
                                ? describe(*invocation)
                                : invocation.error().where + ": " + invocation.error().message;
  EXPECT_EQ(found, GetParam().expected);
}

constexpr auto kText = static_cast<int>(JeprofMode::kText);

INSTANTIATE_TEST_SUITE_P(
    Options, JeprofLines,
    testing::Values(
        LineCase{"nothing_is_text", "prog x", "mode 0 then 0; sum; prog x"},
        LineCase{"one_dump", "x", "mode 0 then 0; x"},
        LineCase{"run_book", "--show_bytes --text /usr/bin/java x.heap",
                 "mode 0 then 0; bytes; sum; /usr/bin/java x.heap"},
        LineCase{"options_behind", "prog a.heap --base b.heap --cum",
                 "mode 0 then 0; cum; base b.heap; sum; prog a.heap"},
        LineCase{"granularity", "--lines x", "mode 0 then 0; by line; x"},
        LineCase{"metric", "-alloc_space x", "mode 0 then 0; metric alloc_space; x"},
        LineCase{"collapsed", "--collapsed x", "mode 1 then 0; x"},
        LineCase{"callgrind", "--callgrind x", "mode 2 then 0; x"},
        LineCase{"dot", "--dot --heapcheck x", "mode 3 then 0; heapcheck; x"},
        LineCase{"web", "--web x", "mode 4 then 4; x"},
        LineCase{"gv", "--gv --scale 3 x", "mode 5 then 2; scale 3; x"},
        LineCase{"evince", "--evince x", "mode 6 then 3; x"},
        LineCase{"list", "--list=foo x", "mode 10 then 0; functions foo; x"},
        LineCase{"disasm", "--disasm foo x", "mode 11 then 0; functions foo; x"},
        LineCase{"taken_back", "--text --notext --svg x", "mode 4 then 0; x"},
        LineCase{"graph", "--svg --nodecount=10000 --nodefraction=0 --edgefraction .1 --maxdeg 3 x",
                 "mode 4 then 0; nodes 10000; node 0; edge 0.1; degree 3; x"},
        LineCase{"filters", "--focus=a --ignore b --retain=c --exclude d x",
                 "mode 0 then 0; focus a; ignore b; retain c; exclude d; x"},
        LineCase{"a_digit_is_a_pattern", "--focus=0 x", "mode 0 then 0; focus 0; x"},
        LineCase{"threads", "--thread=3 x", "mode 0 then 0; thread 3; x"},
        LineCase{"each_thread", "--thread * x", "mode 0 then 0; each thread; x"},
        LineCase{"libraries", "--lib_prefix=/a/,/b --add_lib=l.so x",
                 "mode 0 then 0; prefixes /a /b; library l.so; x"},
        LineCase{"no_effect", "--tools=x --seconds=3 --debug --debug-syms-by-id x",
                 "mode 0 then 0; 3 notes; x"},
        LineCase{"exact", "--compat=exact x", "mode 0 then 0; exact; x"},
        LineCase{"machines", "p@2/heap", "mode 0 then 0; sum; 0.p/heap 1.p/heap"},
        LineCase{"two_modes", "--text --svg x",
                 "--svg: expected at most one output mode, got --text, too"},
        LineCase{"two_metrics", "--inuse_space --alloc_objects x",
                 "--alloc_objects: expected at most one metric, got --inuse_space, too"},
        LineCase{"two_granularities", "--lines --files x",
                 "--files: expected at most one granularity, got --lines, too"},
        LineCase{
            "contention", "--contentions x",
            "--contentions: expected options of heap profiles, got one of contention profiles"},
        LineCase{"no_input", "--text", "arguments: expected a program and heap dumps, got neither"},
        LineCase{"ambiguous", "-h x", "jeprof: expected --help or --heapcheck, got -h"},
        LineCase{"hyphens", "--show-bytes x", "jeprof: expected a known option, got --show-bytes"},
        LineCase{"ours_only_in_full", "--sy x --comp=exact",
                 "jeprof: expected a known option, got --comp"},
        LineCase{"compat", "--compat=5 x", "--compat: expected exact, got 5"}),
    [](const testing::TestParamInfo<LineCase>& row) { return row.param.name; });

TEST(JeprofOptions, ATerminalAsksForAPrompt) {
  const auto plain = parse_jeprof_arguments(words_of("x"), {.output_is_terminal = true});
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->then, JeprofThen::kInteract);
  const auto text = parse_jeprof_arguments(words_of("--text x"), {.output_is_terminal = true});
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->then, JeprofThen::kPrint);
  EXPECT_EQ(static_cast<int>(text->request.jeprof->mode), kText);
}

TEST(JeprofOptions, PosixlyCorrectEndsThemAtTheFirstArgument) {
  const auto invocation = parse_jeprof_arguments(words_of("x --cum"), {.is_posixly_correct = true});
  ASSERT_TRUE(invocation.ok());
  EXPECT_EQ(invocation->request.inputs, (std::vector<std::string>{"x", "--cum"}));
}

}  // namespace
}  // namespace jescope
