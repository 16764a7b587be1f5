// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/function_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr auto kProfile =
    "main;run;load 10/1/100/50\n"
    "main;run;store 40/4/40/4\n"
    "main;idle 0/0/7/1\n";

// "name self/of/all/metrics cumulative/of/all/metrics"
std::string to_text(const FunctionTable& table) {
  std::string text;
  for (const FunctionRow& row : table.rows) {
    text += row.frame.name;
    for (const Values* const values : {&row.self, &row.cumulative}) {
      text +=
          fmt::format(" {}/{}/{}/{}", (*values)[Metric::kInuseSpace].value,
                      (*values)[Metric::kInuseObjects].value, (*values)[Metric::kAllocSpace].value,
                      (*values)[Metric::kAllocObjects].value);
    }
    text += '\n';
  }
  return text;
}

TEST(FunctionTable, HasAllMetrics) {
  EXPECT_EQ(to_text(build_function_table(profile_of(kProfile), Metric::kInuseSpace, 10)),
            "store 40/4/40/4 40/4/40/4\n"
            "load 10/1/100/50 10/1/100/50\n"
            "main 0/0/0/0 50/5/147/55\n"
            "run 0/0/0/0 50/5/140/54\n"
            "idle 0/0/7/1 0/0/7/1\n");
}

TEST(FunctionTable, IsOrderedByTheMetric) {
  const FunctionTable table = build_function_table(profile_of(kProfile), Metric::kAllocSpace, 2);
  EXPECT_EQ(to_text(table), "load 10/1/100/50 10/1/100/50\nstore 40/4/40/4 40/4/40/4\n");
}

TEST(FunctionTable, SaysWhatItLeavesOut) {
  const FunctionTable table = build_function_table(profile_of(kProfile), Metric::kInuseSpace, 1);
  EXPECT_EQ(table.rows_left_out, 4u);
  EXPECT_EQ(table.self_left_out[Metric::kInuseSpace].value, 10);
  EXPECT_EQ(table.self_left_out[Metric::kAllocSpace].value, 107);
}

}  // namespace
}  // namespace jescope
