// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/trim_allocator.h"

#include <gtest/gtest.h>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

struct TrimCase {
  std::string name;
  std::string profile;
  std::string trimmed;
};

class TrimAllocatorTable : public testing::TestWithParam<TrimCase> {};

TEST_P(TrimAllocatorTable, Text) {
  EXPECT_EQ(to_text(trim_allocator(profile_of(GetParam().profile))), GetParam().trimmed);
}

// jemalloc without names: two places in every stack, then one of two entries.
constexpr const char* kNameless =
    "main;||app+0x40;||app+0x30;||app+0x20;||app+0x10 8\n"
    "main;||app+0x50;||app+0x31;||app+0x20;||app+0x10 16\n";

TEST(TrimAllocator, LeavesCallersThatStacksBeginAt) {
  Profile profile = profile_of(kNameless);
  profile.begins_at_callers = true;
  EXPECT_EQ(to_text(trim_allocator(profile)), kNameless);
}

TEST_P(TrimAllocatorTable, TwiceIsOnce) {
  const Profile once = trim_allocator(profile_of(GetParam().profile));
  EXPECT_EQ(to_text(trim_allocator(once)), to_text(once));
}

INSTANTIATE_TEST_SUITE_P(
    TrimAllocator, TrimAllocatorTable,
    testing::Values(
        TrimCase{"InnermostRun", "main;f;operator new(unsigned long);malloc;prof_backtrace 8\n",
                 "main;f 8\n"},
        TrimCase{"NothingToTrim", "main;f 8\n", "main;f 8\n"},
        TrimCase{"OuterFramesStay", "main;malloc;f;malloc 8\n", "main;malloc;f 8\n"},
        TrimCase{"StrippedLibrary",
                 "main;f;||/lib/libjemalloc.so.2+0x10;||/lib/libjemalloc.so.2+0x20 8\n",
                 "main;f 8\n"},
        TrimCase{"InEveryStack", kNameless, "main;||app+0x40 8\nmain;||app+0x50 16\n"},
        // Where the allocator's frames end, more may be in every stack; they are its callers'.
        TrimCase{"SameCallers", "||app+0x50;||app+0x40;||app+0x30;||app+0x20;||app+0x10 8\n",
                 "||app+0x50;||app+0x40 8\n"},
        TrimCase{"NamesInTheLibrary", "main;f;pthread_create||/lib/libjemalloc.so.2+0x10 8\n",
                 "main;f 8\n"},
        TrimCase{"OnlyAllocator", "malloc;imalloc;prof_backtrace 8\n", "malloc 8\n"},
        TrimCase{"NoFrames", " 8\n", " 8\n"},
        TrimCase{"StacksMeet", "main;f;malloc 8\nmain;f;calloc 16\nmain;f 1\n", "main;f 25/3\n"},
        TrimCase{"UnnamedStays", "main;||app+0x10;malloc 8\n", "main;||app+0x10 8\n"},
        TrimCase{"AllocatorInlined", "main;f;std::allocator<int>::allocate(unsigned long)|||i 8\n",
                 "main;f 8\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
