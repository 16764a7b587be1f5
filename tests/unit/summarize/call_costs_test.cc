// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/call_costs.h"

#include <gtest/gtest.h>

#include "summary_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

struct CostCase {
  std::string name;
  std::string profile;
  std::string text;
};

class Costs : public testing::TestWithParam<CostCase> {};

TEST_P(Costs, Text) {
  EXPECT_EQ(to_text(sum_call_costs(profile_of(GetParam().profile, Granularity::kAddress))),
            GetParam().text);
}

TEST_P(Costs, SelfCostsAddUpToTheTotal) {
  const Profile profile = profile_of(GetParam().profile, Granularity::kAddress);
  Values sum;
  for (const SelfCost& cost : sum_call_costs(profile).self) sum += cost.values;
  EXPECT_EQ(sum, total_values(profile));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Costs,
    testing::Values(CostCase{"CallsAndLines",
                             "main|m.cc:3|app+0x10;f|f.cc:7|app+0x20 8\n"
                             "main|m.cc:4|app+0x18;f|f.cc:9|app+0x28 1\n"
                             "main|m.cc:5|app+0x1c 2\n",
                             "f@f.cc in app\n  f.cc:7 8\n  f.cc:9 1\n"
                             "main@m.cc in app\n  m.cc:5 2\n  m.cc:3 8 > f\n  m.cc:4 1 > f\n"},
                    CostCase{"InlinedCodeIsAtItsOwnFile",
                             "main|m.cc:3|app+0x10;put|c.cc:5|app+0x20;insert|v.h:9|app+0x20|i 8\n",
                             "put@c.cc in app\n  v.h:9 8\n"
                             "main@m.cc in app\n  m.cc:3 8 > put\n"
                             "insert@v.h in app\n"},
                    CostCase{"CallFromInlinedCode",
                             "put|c.cc:5|app+0x20;insert|v.h:9|app+0x20|i;grow|g.cc:1|app+0x30 8\n",
                             "put@c.cc in app\n  v.h:9 8 > grow\n"
                             "grow@g.cc in app\n  g.cc:1 8\n"
                             "insert@v.h in app\n"},
                    CostCase{"InlinedIntoWhatWasHidden", "insert|v.h:9|app+0x20|i 8\n",
                             "insert@v.h in app\n  v.h:9 8\n"},
                    CostCase{"RecursionIsCut", "m||a+0x1;f||a+0x2;g||a+0x3;f||a+0x4 8\n",
                             "f@ in a\n  :0 8\n"
                             "g@ in a\n"
                             "m@ in a\n  :0 8 > f\n"},
                    CostCase{"PlacesWithoutName", "||a+0x10;||b+0x20 8\n",
                             "a+0x10@ in a\n  :0 8 > b+0x20\nb+0x20@ in b\n  :0 8\n"},
                    CostCase{"SameNameInTwoModules", "f||a+0x1 1\nf||b+0x1 2\n",
                             "f@ in a\n  :0 1\nf@ in b\n  :0 2\n"},
                    CostCase{"Nothing", "", ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
