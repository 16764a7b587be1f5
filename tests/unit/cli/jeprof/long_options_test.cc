// SPDX-License-Identifier: Apache-2.0
#include "cli/jeprof/long_options.h"

#include <gtest/gtest.h>

#include <sstream>

namespace jescope {
namespace {

constexpr LongOption kKnown[] = {
    {"help", LongOptionKind::kSwitch},         {"heapcheck", LongOptionKind::kFlag},
    {"text", LongOptionKind::kSwitch},         {"cum", LongOptionKind::kSwitch},
    {"base", LongOptionKind::kText},           {"nodecount", LongOptionKind::kInteger},
    {"nodefraction", LongOptionKind::kNumber}, {"focus", LongOptionKind::kText},
    {"functions", LongOptionKind::kSwitch},
};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string to_text(const Result<LongArguments>& parsed) {
  if (!parsed.ok()) return parsed.error().message;
  std::string text;
  for (const GivenOption& option : parsed->options) {
    text += std::string(option.name) + "=" + option.value + " ";
  }
  text += "|";
  for (const std::string& argument : parsed->arguments) text += " " + argument;
  return text;
}

struct LongOptionsCase {
  std::string name;
  std::string line;
  std::string parsed;
};

class LongOptions : public testing::TestWithParam<LongOptionsCase> {};

TEST_P(LongOptions, Text) {
  EXPECT_EQ(to_text(parse_long_options(kKnown, words_of(GetParam().line), OptionOrder::kAnywhere)),
            GetParam().parsed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LongOptions,
    testing::Values(
        LongOptionsCase{"Nothing", "", "|"},
        LongOptionsCase{"Flags", "--text --cum a b", "text=1 cum=1 | a b"},
        LongOptionsCase{"OneDash", "-text a", "text=1 | a"},
        LongOptionsCase{"AnyCase", "--TEXT --Cum a", "text=1 cum=1 | a"},
        LongOptionsCase{"Beginnings", "--te --nodec 3 a", "text=1 nodecount=3 | a"},
        LongOptionsCase{"WholeNameBeforeLongerOnes", "--help a", "help=1 | a"},
        LongOptionsCase{"AmbiguousBeginning", "-h", "expected --help or --heapcheck, got -h"},
        LongOptionsCase{"TakenBack", "--notext --no-cum a", "text= cum= | a"},
        LongOptionsCase{"TakenBackByBeginning", "--nocu a", "cum= | a"},
        LongOptionsCase{"NoFlagIsTakenBack", "--noheapcheck",
                        "expected a known option, got --noheapcheck"},
        LongOptionsCase{"Values", "--base=x --focus y a", "base=x focus=y | a"},
        LongOptionsCase{"ValuesThatLookLikeOptions", "--focus --text a", "focus=--text | a"},
        LongOptionsCase{"EqualsInValues", "--focus=a=b", "focus=a=b |"},
        LongOptionsCase{"Numbers", "--nodecount=-1 --nodefraction .5 a",
                        "nodecount=-1 nodefraction=.5 | a"},
        LongOptionsCase{"NotANumber", "--nodecount=3x",
                        "expected a number for --nodecount, got 3x"},
        LongOptionsCase{"NoFiniteNumber", "--nodefraction=nan",
                        "expected a number for --nodefraction, got nan"},
        LongOptionsCase{"NoValue", "--base", "expected a value of --base, got none"},
        LongOptionsCase{"EmptyValue", "--base= a", "expected a value of --base, got none"},
        LongOptionsCase{"FlagWithValue", "--text=1",
                        "expected --text without a value, got --text=1"},
        LongOptionsCase{"OptionsAfterArguments", "a --base b c", "base=b | a c"},
        LongOptionsCase{"EndOfOptions", "--text -- --cum a", "text=1 | --cum a"},
        LongOptionsCase{"StandardInput", "- --cum", "cum=1 | -"},
        LongOptionsCase{"Unknown", "--show-bytes", "expected a known option, got --show-bytes"}),
    [](const auto& row) { return row.param.name; });

// As in a script whose variable is empty.
TEST(LongOptionsInOrder, AWordOfItsOwnMayBeEmpty) {
  EXPECT_EQ(to_text(parse_long_options(kKnown, std::vector<std::string>{"--focus", "", "a"},
                                       OptionOrder::kAnywhere)),
            "focus= | a");
}

TEST(LongOptionsInOrder, HyphensHintAtUnderscores) {
  constexpr LongOption kShowBytes[] = {{"show_bytes", LongOptionKind::kSwitch}};
  const auto parsed =
      parse_long_options(kShowBytes, words_of("--show-bytes"), OptionOrder::kAnywhere);
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().hint, "--show_bytes");
}

TEST(LongOptionsInOrder, EndAtTheFirstArgument) {
  EXPECT_EQ(to_text(parse_long_options(kKnown, words_of("--text a --cum b"),
                                       OptionOrder::kBeforeArguments)),
            "text=1 | a --cum b");
}

}  // namespace
}  // namespace jescope
