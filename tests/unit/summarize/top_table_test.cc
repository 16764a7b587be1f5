// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/top_table.h"

#include <gtest/gtest.h>

#include "summary_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile =
    "main;run;load 10/1/100/50\n"
    "main;run;store 40/4/40/4\n"
    "main;run;run;load 5/2/5/2\n"
    "main;idle 0/0/7/1\n";

struct TopCase {
  std::string name;
  std::string profile;
  Metric metric;
  TopOrder order;
  std::string text;
};

class Top : public testing::TestWithParam<TopCase> {};

TEST_P(Top, Text) {
  const Profile profile = profile_of(GetParam().profile);
  EXPECT_EQ(to_text(build_top_table(profile, GetParam().metric, GetParam().order)),
            GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Top,
    testing::Values(TopCase{"BySelf", kProfile, Metric::kInuseSpace, TopOrder::kSelf,
                            "total 55\n40 40 store\n15 15 load\n0 55 main\n0 55 run\n"},
                    TopCase{"ByCumulative", kProfile, Metric::kInuseSpace, TopOrder::kCumulative,
                            "total 55\n0 55 main\n0 55 run\n40 40 store\n15 15 load\n"},
                    TopCase{"ByName", kProfile, Metric::kInuseSpace, TopOrder::kName,
                            "total 55\n15 15 load\n0 55 main\n0 55 run\n40 40 store\n"},
                    TopCase{"Objects", kProfile, Metric::kInuseObjects, TopOrder::kSelf,
                            "total 7\n4 4 store\n3 3 load\n0 7 main\n0 7 run\n"},
                    TopCase{
                        "AllocSpace", kProfile, Metric::kAllocSpace, TopOrder::kSelf,
                        "total 152\n105 105 load\n40 40 store\n7 7 idle\n0 152 main\n0 145 run\n"},
                    TopCase{"AllocObjects", kProfile, Metric::kAllocObjects, TopOrder::kSelf,
                            "total 57\n52 52 load\n4 4 store\n1 1 idle\n0 57 main\n0 56 run\n"},
                    TopCase{"RecursionCountsOnce", "f;f;g;f 8\n", Metric::kInuseSpace,
                            TopOrder::kSelf, "total 8\n8 8 f\n0 8 g\n"},
                    TopCase{"WithoutFrames", " 8\nmain 1\n", Metric::kInuseSpace, TopOrder::kSelf,
                            "total 9\n1 1 main\n"},
                    TopCase{"Nothing", "", Metric::kInuseSpace, TopOrder::kSelf, "total 0\n"}),
    [](const auto& row) { return row.param.name; });

TEST(TopTable, VariancesAddOnceAStack) {
  const Profile profile = profile_of("f;f 8~4\nf;g 8~5\n");
  const TopTable table = build_top_table(profile, Metric::kInuseSpace, TopOrder::kName);
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].cumulative, (Estimate{16, 9}));
  EXPECT_EQ(table.rows[0].self, (Estimate{8, 4}));
  EXPECT_EQ(table.total, (Estimate{16, 9}));
}

TEST(TopTable, KeepFirstSaysWhatItLeavesOut) {
  const TopTable table =
      build_top_table(profile_of(kProfile), Metric::kInuseSpace, TopOrder::kSelf);
  EXPECT_EQ(to_text(keep_first(table, 1)), "total 55\n40 40 store\n15 left out 3\n");
  EXPECT_EQ(to_text(keep_first(keep_first(table, 2), 1)), "total 55\n40 40 store\n15 left out 3\n");
  EXPECT_EQ(to_text(keep_first(table, 4)), to_text(table));
  EXPECT_EQ(to_text(keep_first(table, 0)), "total 55\n55 left out 4\n");
}

TEST(TopTable, KeepLargeLooksAtTheCumulativeShare) {
  const TopTable table =
      build_top_table(profile_of(kProfile), Metric::kInuseSpace, TopOrder::kSelf);
  EXPECT_EQ(to_text(keep_large(table, 0.5)),
            "total 55\n40 40 store\n0 55 main\n0 55 run\n15 left out 1\n");
  EXPECT_EQ(to_text(keep_large(table, 0)), to_text(table));
}

}  // namespace
}  // namespace jescope
