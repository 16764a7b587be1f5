// SPDX-License-Identifier: Apache-2.0
//
// The gate of --fail-below in words.
#include "pipeline/inspect.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct GateCase {
  const char* name;
  double share;
  double least;
  const char* text;
};

class NamedGate : public testing::TestWithParam<GateCase> {};

TEST_P(NamedGate, SaysWhatItGot) {
  EXPECT_EQ(judge_named_share(GetParam().share, GetParam().least), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, NamedGate,
    testing::Values(
        GateCase{"above", 0.95, 0.9, ""}, GateCase{"equal", 0.9, 0.9, ""},
        GateCase{"below", 0.721, 0.9, "expected at least 90% of the live bytes named, got 72.1%"},
        GateCase{"never_rounded_up", 0.89996, 0.9,
                 "expected at least 90% of the live bytes named, got 89.9%"},
        GateCase{"all", 0.99999, 1, "expected at least 100% of the live bytes named, got 99.9%"},
        GateCase{"decimals", 0, 0.995,
                 "expected at least 99.5% of the live bytes named, got 0.0%"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace jescope
