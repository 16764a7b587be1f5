// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/completion.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jescope {
namespace {

const std::vector<std::string>& functions() {
  static const std::vector<std::string> names = {
      "(anonymous namespace)::run(int)",
      "app::Cache::clear()",
      "app::Cache::insert(std::string const&)",
      "app::Größe(int)",
      "app::Größt(int)",
      "main",
      "operator new(unsigned long)",
      "operator new[](unsigned long)",
      "void app::grow<std::vector<int>>(std::vector<int>&)",
      "with\x1b[31m control",
  };
  return names;
}

// "replaced text|choice choice": what the line becomes, and the choices of several.
std::string completed(const std::string& line) {
  const Completion completion = complete(line, functions());
  if (completion.choices.empty()) return "none";
  std::string text = line.substr(0, completion.start) + completion.text;
  if (completion.choices.size() == 1) return text;
  text += "|";
  for (const std::string& choice : completion.choices) text += " " + choice;
  return text;
}

struct CompletionCase {
  const char* name;
  const char* line;
  const char* expected;
};

void PrintTo(const CompletionCase& row, std::ostream* out) {
  *out << row.name;
}

class Completed : public testing::TestWithParam<CompletionCase> {};

TEST_P(Completed, Line) {
  EXPECT_EQ(completed(GetParam().line), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Words, Completed,
    testing::Values(
        CompletionCase{"command", "sym", "symbols "}, CompletionCase{"commands", "te", "text "},
        CompletionCase{"several_commands", "t", "t| text top traces tree"},
        CompletionCase{"no_command", "zz", "none"},
        CompletionCase{"option", "top --c", "top --cum "},
        CompletionCase{"options", "top5 --f", "top5 --f| --files --functions"},
        CompletionCase{"metric", "metric alloc", "metric alloc_| alloc_objects alloc_space"},
        CompletionCase{"metric_once", "metric alloc_space inuse", "none"},
        CompletionCase{"unit", "unit M", "unit MiB "},
        CompletionCase{"help", "help fla", "help flame "},
        CompletionCase{"file", "flame app", "none"},
        CompletionCase{"behind_the_file", "flame x.svg mai", "flame x.svg main "},
        CompletionCase{"function", "peek mai", "peek main "},
        CompletionCase{"by_beginning", "list app::Cache::in", "list app::Cache::insert "},
        CompletionCase{"by_what_it_holds", "list insert", "list app::Cache::insert "},
        CompletionCase{"several", "list app::C",
                       "list app::Cache::| app::Cache::clear app::Cache::insert"},
        CompletionCase{"several_holding", "list Cache",
                       "list app::Cache::| app::Cache::clear app::Cache::insert"},
        CompletionCase{"template", "top grow", "top app::grow<std::vector<int>> "},
        CompletionCase{"with_blank", "peek anonym", "peek '(anonymous namespace)::run' "},
        CompletionCase{"operator", "peek operator",
                       "peek 'operator new| operator new operator new[]"},
        CompletionCase{"in_quotes", "peek 'operator new[", "peek 'operator new\\[]' "},
        CompletionCase{"escaped", "peek 'operator new\\[", "peek 'operator new\\[]' "},
        CompletionCase{"ignored_with_blank", "top -'operator new[", "top -'operator new\\[]' "},
        CompletionCase{"ignored", "top -mai", "top -main "},
        CompletionCase{"whole_characters", "peek app::Gr", "peek app::Größ| app::Größe app::Größt"},
        CompletionCase{"no_controls", "peek control", "peek control "},
        CompletionCase{"no_function", "peek zzz", "none"},
        CompletionCase{"unknown_command", "zzz main", "none"}),
    [](const testing::TestParamInfo<CompletionCase>& row) { return std::string(row.param.name); });

TEST(NameToType, LeavesArgumentsOut) {
  EXPECT_EQ(name_to_type("main"), "main");
  EXPECT_EQ(name_to_type("a::b(int) const"), "a::b");
  EXPECT_EQ(name_to_type("void Cache<int>::insert(int const&)"), "Cache<int>::insert");
  EXPECT_EQ(name_to_type("(anonymous namespace)::run(int)"), "(anonymous namespace)::run");
  EXPECT_EQ(name_to_type("a::(anonymous namespace)::b()"), "a::(anonymous namespace)::b");
  EXPECT_EQ(name_to_type("f::operator()(int) const"), "f::operator()");
  EXPECT_EQ(name_to_type("a::operator<(a const&)"), "a::operator<");
  EXPECT_EQ(name_to_type("a::operator bool() const"), "a::operator bool");
  EXPECT_EQ(name_to_type("std::function<void (int)>::operator()(int)"),
            "std::function<void (int)>::operator()");
  EXPECT_EQ(name_to_type("<alloc::Vec<T> as core::Drop>::drop"),
            "<alloc::Vec<T> as core::Drop>::drop");
  EXPECT_EQ(name_to_type(""), "");
  EXPECT_EQ(name_to_type("<<<("), "<<<(");
}

}  // namespace
}  // namespace jescope
