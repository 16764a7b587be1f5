// SPDX-License-Identifier: Apache-2.0
//
// Selecting moves values between stacks or leaves stacks out; it never changes
// what they add up to.
#include <gtest/gtest.h>

#include "jescope/select/filter.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

Pattern pattern(const char* expression) {
  return *Pattern::compile(expression, "test");
}

TEST(Trim, KeepsTheTotal) {
  for_each_profile([](const Profile& profile) {
    EXPECT_EQ(total_values(trim_allocator(profile)), total_values(profile));
  });
}

TEST(Trim, DoesNothingTheSecondTime) {
  for_each_profile([](const Profile& profile) {
    const Profile trimmed = trim_allocator(profile);
    EXPECT_EQ(sums_by_stack(trim_allocator(trimmed)), sums_by_stack(trimmed));
  });
}

TEST(Regroup, KeepsTheTotalAtEveryGranularity) {
  for_each_profile([](const Profile& profile) {
    for (const Granularity by : {Granularity::kModule, Granularity::kFile, Granularity::kFunction,
                                 Granularity::kLine, Granularity::kAddress}) {
      EXPECT_EQ(total_values(regroup(profile, by)), total_values(profile)) << granularity_name(by);
    }
  });
}

TEST(Regroup, ByAddressChangesNothing) {
  for_each_profile([](const Profile& profile) {
    EXPECT_EQ(sums_by_stack(regroup(profile, Granularity::kAddress)), sums_by_stack(profile));
  });
}

TEST(Regroup, DoesNothingTheSecondTime) {
  for_each_profile([](const Profile& profile) {
    for (const Granularity by :
         {Granularity::kModule, Granularity::kFile, Granularity::kFunction, Granularity::kLine}) {
      const Profile once = regroup(profile, by);
      EXPECT_EQ(sums_by_stack(regroup(once, by)), sums_by_stack(once)) << granularity_name(by);
    }
  });
}

TEST(Filter, FocusAndIgnoreAddUpToTheWhole) {
  Filters focus;
  focus.focus = pattern("main");
  Filters ignore;
  ignore.ignore = pattern("main");
  for_each_profile([&](const Profile& profile) {
    Values sum = total_values(filter(profile, focus));
    sum += total_values(filter(profile, ignore));
    EXPECT_EQ(sum, total_with_frames(profile));
  });
}

TEST(Filter, FrameFiltersKeepWholeStacksOrDropThem) {
  Filters hide;
  hide.hide = pattern("main");
  Filters prune_from;
  prune_from.prune_from = pattern("main");
  for_each_profile([&](const Profile& profile) {
    const int64_t whole = total_values(profile)[Metric::kInuseSpace].value;
    EXPECT_LE(total_values(filter(profile, hide))[Metric::kInuseSpace].value, whole);
    EXPECT_EQ(total_values(filter(profile, prune_from)), total_with_frames(profile));
  });
}

TEST(Filter, WithoutPatternsKeepsEveryStack) {
  for_each_profile([](const Profile& profile) {
    const Profile filtered = filter(profile, Filters());
    EXPECT_EQ(total_values(filtered), total_with_frames(profile));
  });
}

}  // namespace
}  // namespace jescope::testing
