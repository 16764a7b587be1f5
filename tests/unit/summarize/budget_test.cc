// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/budget.h"

#include <gtest/gtest.h>

#include "gate_text.h"

namespace jescope {
namespace {

TEST(Budget, GatesAndAcceptances) {
  const Result<Budget> budget = parse_budget(
      "# what may grow\n"
      "\n"
      "fail-on total>5%   # agreed\r\n"
      "\tfail-on\tfunction:operator#x > 1KiB\n"
      "accept 8 MiB function:^rocksdb:: #cache, # doubled\n"
      "accept 10% function:function:x",
      "b.txt", compile_for_test);
  ASSERT_TRUE(budget.ok()) << printed(budget.error());
  ASSERT_EQ(budget->gates.size(), 2u);
  EXPECT_EQ(budget->gates[0].text, "total>5%");
  EXPECT_EQ(budget->gates[0].where, "b.txt:3");
  EXPECT_EQ(budget->gates[0].reason, "agreed");
  EXPECT_EQ(budget->gates[1].expression, "operator#x");
  EXPECT_EQ(budget->gates[1].reason, "");
  ASSERT_EQ(budget->accepted.size(), 2u);
  EXPECT_EQ(budget->accepted[0].text, "8 MiB function:^rocksdb::");
  EXPECT_EQ(budget->accepted[0].where, "b.txt:5");
  EXPECT_EQ(budget->accepted[0].most.units, 8 << 20);
  EXPECT_EQ(budget->accepted[0].expression, "^rocksdb::");
  EXPECT_EQ(budget->accepted[0].reason, "cache, # doubled");
  EXPECT_TRUE(budget->accepted[0].matches("rocksdb::Get"));
  EXPECT_EQ(budget->accepted[1].most.percent, 10);
  EXPECT_EQ(budget->accepted[1].expression, "function:x");
}

struct BudgetErrorCase {
  std::string name;
  std::string text;
  std::string printed;
};

class BudgetError : public testing::TestWithParam<BudgetErrorCase> {};

TEST_P(BudgetError, TellsLineAndPlace) {
  const Result<Budget> budget = parse_budget(GetParam().text, "b", compile_for_test);
  ASSERT_FALSE(budget.ok());
  EXPECT_EQ(budget.error().code, ErrorCode::kUsage);
  EXPECT_EQ(printed(budget.error()), GetParam().printed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BudgetError,
    testing::Values(
        BudgetErrorCase{"Word", "\nallow 5%",
                        "jescope: b:2: allow 5%: expected fail-on or accept, got \"allow\"\n"
                        "hint:         ^ as in fail-on total>5%\n"},
        BudgetErrorCase{"Gate", "# a\n\nfail-on  total>5x # why",
                        "jescope: b:3: fail-on  total>5x # why: expected an amount (5%, 8MiB or "
                        "100), got \"5x\"\n"
                        "hint:                        ^ as in total>5% or grown>8MiB\n"},
        BudgetErrorCase{"NoGate", "fail-on # why",
                        "jescope: b:1: fail-on # why: expected a gate (SUBJECT>AMOUNT), got none\n"
                        "hint:                ^ as in total>5% or grown>8MiB\n"},
        BudgetErrorCase{"AcceptAmount", "accept much function:f",
                        "jescope: b:1: accept much function:f: expected an amount (5%, 8MiB or "
                        "100), got \"much\"\n"
                        "hint:                ^ as in total>5% or grown>8MiB\n"},
        BudgetErrorCase{"AcceptNoAmount", "accept function:f",
                        "jescope: b:1: accept function:f: expected an amount (5%, 8MiB or 100), "
                        "got none\n"
                        "hint:                ^ as in total>5% or grown>8MiB\n"},
        BudgetErrorCase{"AcceptNoFunction", "accept 5%",
                        "jescope: b:1: accept 5%: expected function:REGEX, got none\n"
                        "hint:                  ^ as in accept 8MiB function:^Cache::\n"},
        BudgetErrorCase{"AcceptNothing", "accept",
                        "jescope: b:1: accept: expected an amount (5%, 8MiB or 100), got none\n"
                        "hint:               ^ as in total>5% or grown>8MiB\n"},
        BudgetErrorCase{"AcceptExpression", "accept 5% function:(?!a)",
                        "jescope: b:1: accept 5% function:(?!a): expected RE2 syntax, got "
                        "\"(?!\"\n"
                        "hint:                            ^ as in function:^Cache::\n"}),
    [](const auto& row) { return row.param.name; });

TEST(Budget, Empty) {
  for (const std::string_view text : {"", "\n\n", "# fail-on x", "\r\n \t\n"}) {
    const Result<Budget> budget = parse_budget(text, "b", compile_for_test);
    ASSERT_TRUE(budget.ok());
    EXPECT_TRUE(budget->gates.empty() && budget->accepted.empty());
  }
}

}  // namespace
}  // namespace jescope
