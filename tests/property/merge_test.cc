// SPDX-License-Identifier: Apache-2.0
//
// Merging is addition: the order and the grouping of profiles do not matter.
#include <gtest/gtest.h>

#include <vector>

#include "jescope/combine/merge.h"
#include "jescope/model/profile_builder.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

// A profile cut into three that together hold its samples.
std::vector<Profile> cut(const Profile& profile) {
  std::vector<ProfileBuilder> builders(3, ProfileBuilder(profile));
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    ProfileBuilder& builder = builders[i % builders.size()];
    FrameStacks::Row stack;
    for (const FrameId frame : profile.stacks.outermost_first(profile.samples[i].stack)) {
      stack = builder.child(stack, builder.copy_frame(profile, profile.frame(frame)));
    }
    builder.add(stack, profile.samples[i].values);
  }
  std::vector<Profile> parts;
  for (ProfileBuilder& builder : builders) parts.push_back(builder.take());
  return parts;
}

Profile sum(const Profile& a, const Profile& b) {
  return merge(std::vector<Profile>{a, b}, MergeRule::kSum, Relation::kIndependent);
}

TEST(Merge, OfTheCutPiecesIsTheWhole) {
  for_each_profile([](const Profile& profile) {
    const Profile merged = merge(cut(profile), MergeRule::kSum, Relation::kIndependent);
    EXPECT_EQ(sums_by_stack(merged), sums_by_stack(profile));
    EXPECT_EQ(total_values(merged), total_values(profile));
  });
}

TEST(Merge, IsCommutativeAndAssociative) {
  for_each_profile([](const Profile& profile) {
    const std::vector<Profile> parts = cut(profile);
    const auto left = sums_by_stack(sum(sum(parts[0], parts[1]), parts[2]));
    EXPECT_EQ(sums_by_stack(sum(parts[0], sum(parts[1], parts[2]))), left);
    EXPECT_EQ(sums_by_stack(sum(sum(parts[2], parts[0]), parts[1])), left);
  });
}

TEST(Merge, WithItselfDoubles) {
  for_each_profile([](const Profile& profile) {
    Values twice = total_values(profile);
    twice += twice;
    EXPECT_EQ(total_values(sum(profile, profile)), twice);
  });
}

TEST(Merge, WithAnEmptyProfileChangesNothing) {
  for_each_profile([](const Profile& profile) {
    EXPECT_EQ(sums_by_stack(sum(profile, Profile())), sums_by_stack(profile));
    EXPECT_EQ(sums_by_stack(sum(Profile(), profile)), sums_by_stack(profile));
  });
}

TEST(Merge, ByMaximumOfEqualProfilesChangesNothing) {
  for_each_profile([](const Profile& profile) {
    const Profile merged =
        merge(std::vector<Profile>{profile, profile}, MergeRule::kMaximum, Relation::kIndependent);
    EXPECT_EQ(sums_by_stack(merged), sums_by_stack(profile));
  });
}

TEST(Merge, OfOneProfileIsThatProfileByEveryRule) {
  for_each_profile([](const Profile& profile) {
    for (const MergeRule rule : {MergeRule::kSum, MergeRule::kAverage, MergeRule::kMaximum}) {
      const Profile merged = merge(std::vector<Profile>{profile}, rule, Relation::kIndependent);
      EXPECT_EQ(sums_by_stack(merged), sums_by_stack(profile));
    }
  });
}

}  // namespace
}  // namespace jescope::testing
