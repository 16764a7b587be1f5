// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/jeprof_calls.h"

#include <gtest/gtest.h>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile =
    "main;run(int);copy<char>(char*)||app+0x30|i;Cache::insert(int) 1\n"
    "main;idle() 2\n"
    "main;run(int) 4\n"
    "main;||libx.so+0x1a2b 8\n";

struct ChoiceCase {
  std::string name;
  std::string retain;
  std::string exclude;
  std::string text;
};

std::optional<Pattern> pattern_of(const std::string& expression) {
  if (expression.empty()) return std::nullopt;
  Result<Pattern> pattern = Pattern::compile(expression, "test");
  EXPECT_TRUE(pattern.ok());
  return *pattern;
}

class Calls : public testing::TestWithParam<ChoiceCase> {};

TEST_P(Calls, Text) {
  const CallChoice choice{pattern_of(GetParam().retain), pattern_of(GetParam().exclude)};
  EXPECT_EQ(to_text(choose_calls(profile_of(kProfile, Granularity::kAddress), choice)),
            GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, Calls,
    testing::Values(
        ChoiceCase{"exclude_takes_what_is_inlined_along", "", "^run$",
                   "main 4\nmain;Cache::insert(int) 1\nmain;idle() 2\nmain;||libx.so+0x1a2b 8\n"},
        ChoiceCase{"names_are_short", "", "insert$",
                   "main;idle() 2\nmain;run(int) 4\n"
                   "main;run(int);copy<char>(char*)||app+0x30|i 1\nmain;||libx.so+0x1a2b 8\n"},
        ChoiceCase{"inlined_functions_do_not_match", "", "copy",
                   "main;idle() 2\nmain;run(int) 4\n"
                   "main;run(int);copy<char>(char*)||app+0x30|i;Cache::insert(int) 1\n"
                   "main;||libx.so+0x1a2b 8\n"},
        ChoiceCase{"places_match_where_there_is_no_name", "libx", "", "||libx.so+0x1a2b 8\n"},
        ChoiceCase{"stacks_that_lose_all_are_left_out", "^idle$", "", "idle() 2\n"},
        ChoiceCase{"both", "main|run", "main",
                   "run(int) 4\nrun(int);copy<char>(char*)||app+0x30|i 1\n"}),
    [](const testing::TestParamInfo<ChoiceCase>& row) { return row.param.name; });

TEST(JeprofTrim, CutsOutsideTheOutermostMatch) {
  const Profile profile = profile_of(
      "main;free;work;malloc;prof_backtrace 1\n"
      "main;work;operator new(unsigned long);je_malloc 2\n"
      "malloc 4\n"
      "main;work 8\n",
      Granularity::kAddress);
  EXPECT_EQ(to_text(trim_as_jeprof(profile)), " 4\nmain 1\nmain;work 10/2\n");
}

// jeprof would name these by the nearest symbol, malloc.
TEST(JeprofTrim, TakesStrippedAllocatorsForWhatTheNearestSymbolSays) {
  Profile profile =
      profile_of("main;lib.so!fn@0x10||/usr/lib/libjemalloc.so.2+0x20 1\n", Granularity::kAddress);
  for (Frame& frame : profile.frames) {
    if (!frame.module.is_none()) frame.kind = FrameKind::kBounds;
  }
  EXPECT_EQ(to_text(trim_as_jeprof(profile)), "main 1\n");
  profile.modules.push_back({"/usr/lib/libjemalloc.so.2", "", "dump, bounds", "", false});
  EXPECT_EQ(to_text(trim_as_jeprof(profile)),
            "main;lib.so!fn@0x10||/usr/lib/libjemalloc.so.2+0x20 1\n")
      << "of a dump that brings its names no file is read";
}

TEST(JeprofTrim, KnowsItsList) {
  for (const char* name : {"malloc", "_malloc", "operator new[]", "tcmalloc::ThreadCache::Free",
                           "TCMallocGuard", "void* newImpl"}) {
    EXPECT_TRUE(is_jeprof_allocator(name)) << name;
  }
  for (const char* name : {"je_malloc", "__malloc", "operator delete", "prof_backtrace_impl", ""}) {
    EXPECT_FALSE(is_jeprof_allocator(name)) << name;
  }
}

}  // namespace
}  // namespace jescope
