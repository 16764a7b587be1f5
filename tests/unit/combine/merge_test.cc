// SPDX-License-Identifier: Apache-2.0
#include "jescope/combine/merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

struct MergeCase {
  std::string name;
  std::vector<std::string> profiles;
  std::string sum;
  std::string average;
  std::string maximum;
};

std::vector<Profile> profiles_of(const std::vector<std::string>& texts) {
  std::vector<Profile> profiles;
  for (const std::string& text : texts) profiles.push_back(profile_of(text));
  return profiles;
}

class Merge : public testing::TestWithParam<MergeCase> {
 protected:
  // The order of the profiles does not matter.
  void expect(MergeRule rule, const std::string& text) {
    std::vector<std::string> texts = GetParam().profiles;
    std::ranges::sort(texts);
    do {
      EXPECT_EQ(to_text(merge(profiles_of(texts), rule, Relation::kIndependent)), text);
    } while (std::ranges::next_permutation(texts).found);
  }
};

TEST_P(Merge, Sum) {
  expect(MergeRule::kSum, GetParam().sum);
}

TEST_P(Merge, Average) {
  expect(MergeRule::kAverage, GetParam().average);
}

TEST_P(Merge, Maximum) {
  expect(MergeRule::kMaximum, GetParam().maximum);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Merge,
    testing::Values(MergeCase{"Nothing", {}, "", "", ""},
                    MergeCase{"One", {"m;f 6/2~4\n"}, "m;f 6/2~4\n", "m;f 6/2~4\n", "m;f 6/2~4\n"},
                    MergeCase{"SameStack",
                              {"m;f 10/2~4\n", "m;f 30/4~12\n"},
                              "m;f 40/6~16\n",
                              "m;f 20/3~4\n",
                              "m;f 30/4~12\n"},
                    MergeCase{"MissingIsZero",
                              {"m;f 10/2\n", "m;g 6/2\n"},
                              "m;f 10/2\nm;g 6/2\n",
                              "m;f 5\nm;g 3\n",
                              "m;f 10/2\nm;g 6/2\n"},
                    MergeCase{"EachMetricAtItsOwnLargest",
                              {"m;f 10/8\n", "m;f 30/4\n"},
                              "m;f 40/12\n",
                              "m;f 20/6\n",
                              "m;f 30/8\n"},
                    MergeCase{"Totals",
                              {"m 2/2/10/4\n", "m 4/4/30/8\n", "n 6/6/6/6\n"},
                              "m 6/6/40/12\nn 6/6/6/6\n",
                              "m 2/2/13/4\nn 2/2/2/2\n",
                              "m 4/4/30/8\nn 6/6/6/6\n"},
                    MergeCase{"WithoutFrames",
                              {" 2/2\n", " 4/4\nm 6/6\n"},
                              " 6/6\nm 6/6\n",
                              " 3/3\nm 3/3\n",
                              " 4/4\nm 6/6\n"},
                    MergeCase{"FramesDifferInPlace",
                              {"m;f|a.cc:1 2/2\n", "m;f|a.cc:2 4/4\n"},
                              "m;f|a.cc:1 2/2\nm;f|a.cc:2 4/4\n",
                              "m;f|a.cc:1 1\nm;f|a.cc:2 2/2\n",
                              "m;f|a.cc:1 2/2\nm;f|a.cc:2 4/4\n"},
                    MergeCase{"Saturates",
                              {"m 9223372036854775807\n", "m 1\n"},
                              "m 9223372036854775807/2\n",
                              "m 4611686018427387903\n",
                              "m 9223372036854775807\n"}),
    [](const auto& row) { return row.param.name; });

TEST(MergeLast, IsTheLastProfileAlone) {
  const std::vector<Profile> profiles =
      profiles_of({"m;f 10/2~4\ng 5\n", "m;f 30/4~12\n", "h 7\nm;f 20/3~6\n"});
  const Profile last = merge(profiles, MergeRule::kLast, Relation::kSnapshots);
  EXPECT_EQ(to_text(last), "h 7\nm;f 20/3~6\n");
  EXPECT_EQ(to_text(merge(std::vector<Profile>(), MergeRule::kLast, Relation::kSnapshots)), "");
}

TEST(MergeHeading, ModulesAreListedOnce) {
  Profile a = profile_of("m 1\n");
  a.modules = {{"/b", "22", "symtab", ""}, {"/c", "33", "DWARF", ""}};
  a.sample_period_bytes = 4096;
  Profile b = profile_of("m 1/1/1/1\n");
  b.modules = {{"/a", "11", "none", "not found here"},
               {"/b", "22", "symtab", ""},
               {"/c", "44", "DWARF", ""}};
  const std::vector<Profile> both = {a, b};
  const Profile merged = merge(both, MergeRule::kSum, Relation::kIndependent);
  std::string modules;
  for (const ModuleNames& module : merged.modules) modules += module.path + module.build_id + " ";
  EXPECT_EQ(modules, "/a11 /b22 /c33 /c44 ");
  EXPECT_EQ(merged.sample_period_bytes, 4096u);
  EXPECT_TRUE(merged.has_totals);
}

}  // namespace
}  // namespace jescope
