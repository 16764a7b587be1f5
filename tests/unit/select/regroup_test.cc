// SPDX-License-Identifier: Apache-2.0
#include "jescope/select/regroup.h"

#include <gtest/gtest.h>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

// Two lines of one function, the same function in another file, a place
// without a name, and a call from one library into another.
constexpr auto kProfile =
    "main|m.cc:1|app+0x10;f|a.cc:2|x.so+0x20 1\n"
    "main|m.cc:1|app+0x10;f|a.cc:3|x.so+0x30 2\n"
    "main|m.cc:9|app+0x18;f|a.cc:2|x.so+0x28 4\n"
    "main|m.cc:1|app+0x10;f|b.cc:2|y.so+0x20 8\n"
    "main|m.cc:1|app+0x10;||x.so+0x40 16\n"
    "main|m.cc:1|app+0x10;||x.so+0x48 32\n"
    "main|m.cc:1|app+0x10;f|a.cc:2|x.so+0x20;g|a.cc:7|x.so+0x50 64\n";

struct RegroupCase {
  std::string name;
  std::string profile;
  Granularity by;
  std::string text;
};

class Regroup : public testing::TestWithParam<RegroupCase> {};

TEST_P(Regroup, Text) {
  const Profile regrouped =
      regroup(profile_of(GetParam().profile, Granularity::kAddress), GetParam().by);
  EXPECT_EQ(to_text(regrouped), GetParam().text);
  EXPECT_EQ(regrouped.granularity, GetParam().by);
}

INSTANTIATE_TEST_SUITE_P(
    Whole, Regroup,
    testing::Values(RegroupCase{"Address", kProfile, Granularity::kAddress,
                                "main|m.cc:1|app+0x10;f|a.cc:2|x.so+0x20 1\n"
                                "main|m.cc:1|app+0x10;f|a.cc:2|x.so+0x20;g|a.cc:7|x.so+0x50 64\n"
                                "main|m.cc:1|app+0x10;f|a.cc:3|x.so+0x30 2\n"
                                "main|m.cc:1|app+0x10;f|b.cc:2|y.so+0x20 8\n"
                                "main|m.cc:1|app+0x10;||x.so+0x40 16\n"
                                "main|m.cc:1|app+0x10;||x.so+0x48 32\n"
                                "main|m.cc:9|app+0x18;f|a.cc:2|x.so+0x28 4\n"},
                    RegroupCase{"Line", kProfile, Granularity::kLine,
                                "main|m.cc:1|app;f|a.cc:2|x.so 1\n"
                                "main|m.cc:1|app;f|a.cc:2|x.so;g|a.cc:7|x.so 64\n"
                                "main|m.cc:1|app;f|a.cc:3|x.so 2\n"
                                "main|m.cc:1|app;f|b.cc:2|y.so 8\n"
                                "main|m.cc:1|app;||x.so+0x40 16\n"
                                "main|m.cc:1|app;||x.so+0x48 32\n"
                                "main|m.cc:9|app;f|a.cc:2|x.so 4\n"},
                    RegroupCase{"Function", kProfile, Granularity::kFunction,
                                "main|m.cc|app;f (a.cc)|a.cc|x.so 7/3\n"
                                "main|m.cc|app;f (a.cc)|a.cc|x.so;g|a.cc|x.so 64\n"
                                "main|m.cc|app;f (b.cc)|b.cc|y.so 8\n"
                                "main|m.cc|app;||x.so+0x40 16\n"
                                "main|m.cc|app;||x.so+0x48 32\n"},
                    RegroupCase{"File", kProfile, Granularity::kFile,
                                "|m.cc|app;|a.cc|x.so 71/4\n"
                                "|m.cc|app;|b.cc|y.so 8\n"
                                "|m.cc|app;||x.so 48/2\n"},
                    RegroupCase{"Module", kProfile, Granularity::kModule,
                                "||app;||x.so 119/6\n||app;||y.so 8\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Edges, Regroup,
    testing::Values(
        RegroupCase{"RecursionStays", "main;f;f;f 1\n", Granularity::kFunction, "main;f;f;f 1\n"},
        RegroupCase{"CallsWithinAModuleAreNotShown",
                    "||a.so+0x1;||a.so+0x2;||b.so+0x1;||a.so+0x3 1\n", Granularity::kModule,
                    "||a.so;||b.so;||a.so 1\n"},
        RegroupCase{"NoBacktraceStaysApart", "[no backtrace] 1\nmain|m.cc|app+0x1 2\n",
                    Granularity::kModule, "[no backtrace] 1\n||app 2\n"},
        RegroupCase{"NoBacktraceByFile", "[no backtrace] 1\n||app+0x1 2\n", Granularity::kFile,
                    "[no backtrace] 1\n||app 2\n"},
        RegroupCase{"InlinedOnlyWhereAlways", "main;f|||i 1\nf 2\n", Granularity::kFunction,
                    "f 2\nmain;f 1\n"},
        RegroupCase{"InlinedAlways", "main;f|||i 1\n", Granularity::kFunction, "main;f|||i 1\n"},
        RegroupCase{"WithoutFrames", " 1\nmain 2\n", Granularity::kModule, " 1\nmain 2\n"},
        RegroupCase{"Nothing", "", Granularity::kFunction, ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
