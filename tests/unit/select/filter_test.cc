// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/filter.h"

#include <gtest/gtest.h>

#include "tests/support/diagnostics_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile =
    "main;run;load|/src/load.cc:3|app+0x10 1\n"
    "main;run;run;store|/src/store.cc:4|app+0x20 2\n"
    "main;idle 4\n"
    "thread;||libx.so+0x1a2b;store|/src/store.cc:4|app+0x20 8\n"
    "[no backtrace] 16\n";

struct FilterCase {
  std::string name;
  std::optional<Pattern> Filters::*option;
  std::string expression;
  std::string text;
};

Pattern pattern_of(const std::string& expression) {
  Result<Pattern> pattern = Pattern::compile(expression, "test");
  EXPECT_TRUE(pattern.ok());
  return *pattern;
}

class Filter : public testing::TestWithParam<FilterCase> {};

TEST_P(Filter, Text) {
  Filters filters;
  filters.*GetParam().option = pattern_of(GetParam().expression);
  EXPECT_TRUE(filters.any());
  EXPECT_EQ(to_text(filter(profile_of(kProfile), filters)), GetParam().text);
}

constexpr auto kLoad = "main;run;load|/src/load.cc:3|app+0x10 1\n";
constexpr auto kStore = "main;run;run;store|/src/store.cc:4|app+0x20 2\n";
constexpr auto kThread = "thread;||libx.so+0x1a2b;store|/src/store.cc:4|app+0x20 8\n";

INSTANTIATE_TEST_SUITE_P(
    Stacks, Filter,
    testing::Values(
        FilterCase{"FocusInnermost", &Filters::focus, "load", kLoad},
        FilterCase{"FocusOutermost", &Filters::focus, "^thread$", kThread},
        FilterCase{"FocusFile", &Filters::focus, "src/load", kLoad},
        FilterCase{"FocusPlace", &Filters::focus, "libx.so\\+0x1a", kThread},
        FilterCase{"FocusIgnoresCaseOnRequest", &Filters::focus, "(?i)LOAD", kLoad},
        FilterCase{"FocusMindsCase", &Filters::focus, "LOAD", ""},
        FilterCase{"FocusNothing", &Filters::focus, "nothing", ""},
        FilterCase{"FocusEverything", &Filters::focus, "",
                   "[no backtrace] 16\nmain;idle 4\n" + std::string(kLoad) + kStore + kThread},
        FilterCase{"FocusDoesNotMatchModulesOfNamedFrames", &Filters::focus, "^app", ""},
        FilterCase{"Ignore", &Filters::ignore, "store|idle",
                   "[no backtrace] 16\n" + std::string(kLoad)},
        FilterCase{"IgnoreFile", &Filters::ignore, "store.cc",
                   "[no backtrace] 16\nmain;idle 4\n" + std::string(kLoad)},
        FilterCase{"Module", &Filters::module, "libx", kThread},
        FilterCase{"ModuleNothing", &Filters::module, "liby", ""}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Frames, Filter,
    testing::Values(FilterCase{"Show", &Filters::show, "^(main|store)$",
                               "main 5/2\nmain;store|/src/store.cc:4|app+0x20 2\n"
                               "store|/src/store.cc:4|app+0x20 8\n"},
                    FilterCase{"ShowNothing", &Filters::show, "nothing", ""},
                    FilterCase{"Hide", &Filters::hide, "^run$|load",
                               "[no backtrace] 16\nmain 1\nmain;idle 4\n"
                               "main;store|/src/store.cc:4|app+0x20 2\n" +
                                   std::string(kThread)},
                    FilterCase{"HideEverything", &Filters::hide, ".", ""},
                    FilterCase{"ShowFromTheOutermostMatch", &Filters::show_from, "^run$",
                               "run;load|/src/load.cc:3|app+0x10 1\n"
                               "run;run;store|/src/store.cc:4|app+0x20 2\n"},
                    FilterCase{"PruneFromTheInnermostMatch", &Filters::prune_from, "^run$",
                               "[no backtrace] 16\nmain;idle 4\nmain;run 1\nmain;run;run 2\n" +
                                   std::string(kThread)}),
    [](const auto& row) { return row.param.name; });

TEST(Filters, NoneKeepsEverything) {
  EXPECT_FALSE(Filters().any());
  EXPECT_EQ(to_text(filter(profile_of(kProfile), Filters())), to_text(profile_of(kProfile)));
}

TEST(Filters, StackPatternsComeBeforeFramePatterns) {
  Filters filters;
  filters.focus = pattern_of("store");
  filters.ignore = pattern_of("thread");
  filters.hide = pattern_of("store|run");
  EXPECT_EQ(to_text(filter(profile_of(kProfile), filters)), "main 2\n");
}

struct PatternCase {
  std::string name;
  std::string expression;
  std::string error;
};

class PatternError : public testing::TestWithParam<PatternCase> {};

TEST_P(PatternError, SaysWhere) {
  const Result<Pattern> pattern = Pattern::compile(GetParam().expression, "--focus");
  ASSERT_FALSE(pattern.ok());
  EXPECT_EQ(pattern.error().code, ErrorCode::kUsage);
  EXPECT_EQ(to_text(pattern.error()),
            "--focus: expected a regular expression (RE2 syntax), got " + GetParam().error + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, PatternError,
    testing::Values(PatternCase{"Open", "(", "\"(\": missing ): ("},
                    PatternCase{"Class", "[a", "\"[a\": missing ]: [a"},
                    PatternCase{"Repeat", "*", "\"*\": no argument for repetition operator: *"},
                    PatternCase{"BackReference", "(a)\\1",
                                "\"(a)\\1\": invalid escape sequence: \\1"},
                    PatternCase{"LookAhead", "(?=a)", "\"(?=a)\": invalid perl operator: (?="}),
    [](const auto& row) { return row.param.name; });

TEST(Pattern, TakesLinearTime) {
  const std::string text(100'000, 'a');
  EXPECT_FALSE(pattern_of("(a*)*b").matches(text));
}

TEST(Pattern, ReadsNamesThatAreNoUtf8) {
  EXPECT_TRUE(pattern_of("load").matches("\xff\xfeload"));
}

}  // namespace
}  // namespace jescope
