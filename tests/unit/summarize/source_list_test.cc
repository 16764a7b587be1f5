// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/source_list.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

// "function file self cumulative", then "  line self cumulative [text]".
std::string to_text(const SourceList& list) {
  std::string text;
  for (const ListedFunction& function : list.functions) {
    text += fmt::format("{} {} {} {}\n", function.name, function.file, function.self.value,
                        function.cumulative.value);
    for (const ListedLine& line : function.lines) {
      text += fmt::format("  {} {} {}", line.number, line.self.value, line.cumulative.value);
      text += line.text.empty() ? "\n" : " " + line.text + "\n";
    }
  }
  if (list.functions_left_out == 0) return text;
  return text + fmt::format("{} left out\n", list.functions_left_out);
}

SourceList list_of(std::string_view profile, std::string_view wanted,
                   TopOrder order = TopOrder::kCumulative) {
  return list_source(profile_of(profile, Granularity::kLine), Metric::kInuseSpace, order,
                     [wanted](std::string_view name) { return name.starts_with(wanted); });
}

struct ListCase {
  std::string name;
  std::string profile;
  std::string wanted;
  std::string text;
};

class ByLine : public testing::TestWithParam<ListCase> {};

TEST_P(ByLine, Text) {
  EXPECT_EQ(to_text(list_of(GetParam().profile, GetParam().wanted)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ByLine,
    testing::Values(
        ListCase{"SelfAndCalls", "main|m.cc:3;f|a.cc:7 5\nmain|m.cc:4;f|a.cc:9;g|a.cc:20 3\n", "f",
                 "f a.cc 5 8\n  7 5 5\n  9 0 3\n"},
        ListCase{"OneLineFromManyStacks", "m|m.cc:1;f|a.cc:7 5\nm|m.cc:2;f|a.cc:7 6\n", "f",
                 "f a.cc 11 11\n  7 11 11\n"},
        // Each line counts a stack once, and so does the function.
        ListCase{"Recursion", "f|a.cc:7;f|a.cc:7;f|a.cc:9 8\n", "f",
                 "f a.cc 8 8\n  7 0 8\n  9 8 8\n"},
        ListCase{"RecursionThroughOthers", "f|a.cc:7;g|b.cc:1;f|a.cc:7 8\n", "f",
                 "f a.cc 8 8\n  7 8 8\n"},
        ListCase{"InlinedCountsAtItsCall", "f|a.cc:7;leaf|b.h:2||i 5\n", "f",
                 "f a.cc 0 5\n  7 0 5\n"},
        ListCase{"InlinedCountsAtItsOwnLines", "f|a.cc:7;leaf|b.h:2||i 5\n", "leaf",
                 "leaf b.h 5 5\n  2 5 5\n"},
        ListCase{"OneNameInTwoFiles", "m|m.cc:1;f|a.c:7 5\nm|m.cc:2;f|b.c:7 6\n", "f",
                 "f b.c 6 6\n  7 6 6\nf a.c 5 5\n  7 5 5\n"},
        ListCase{"LargestFirst", "f1|a.cc:7 5\nf2|a.cc:9 6\n", "f",
                 "f2 a.cc 6 6\n  9 6 6\nf1 a.cc 5 5\n  7 5 5\n"},
        ListCase{"WithoutLines", "main|m.cc:3;f 5\n", "f", "f  5 5\n"},
        ListCase{"LinesPartlyKnown", "f|a.cc:0 5\nf|a.cc:3 2\n", "f",
                 "f a.cc 7 7\n  0 5 5\n  3 2 2\n"},
        ListCase{"WithoutName", "main|m.cc:3;||libx.so+0x10 5\n", "", "main m.cc 0 5\n  3 0 5\n"},
        ListCase{"Changes", "f|a.cc:7 -5\nf|a.cc:9 3\n", "f", "f a.cc -2 -2\n  7 -5 -5\n  9 3 3\n"},
        ListCase{"ChangesThatCancel", "f|a.cc:7 -5\nf|a.cc:9 5\n", "f",
                 "f a.cc 0 0\n  7 -5 -5\n  9 5 5\n"},
        ListCase{"NothingLikeThis", "f|a.cc:7 5\n", "x", ""}, ListCase{"NoFrames", " 5\n", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(SourceList, HasTheTotalOfAllStacks) {
  const SourceList list = list_of("f|a.cc:7 5~4\ng|a.cc:9 6~5\n", "f");
  EXPECT_EQ(list.total, (Estimate{11, 9}));
  EXPECT_EQ(list.functions[0].cumulative, (Estimate{5, 4}));
  EXPECT_EQ(list.functions[0].lines[0].self, (Estimate{5, 4}));
}

TEST(SourceList, OrdersBySelfForReports) {
  EXPECT_EQ(to_text(list_of("f1|a.cc:7;g|a.cc:1 9\nf2|a.cc:9 6\n", "f", TopOrder::kSelf)),
            "f2 a.cc 6 6\n  9 6 6\nf1 a.cc 0 9\n  7 0 9\n");
}

TEST(SourceList, KeepFirstSaysWhatItLeavesOut) {
  const SourceList list = list_of("f1|a.cc:7 5\nf2|a.cc:9 6\n", "f");
  EXPECT_EQ(to_text(keep_first(list, 1)), "f2 a.cc 6 6\n  9 6 6\n1 left out\n");
  EXPECT_EQ(to_text(keep_first(list, 2)), to_text(list));
}

TEST(SourceList, ForgetsAModuleThatDiffers) {
  const SourceList list = list_of("f|a.cc:7|x.so 5\nf|a.cc:9|y.so 6\ng|a.cc:1|x.so 1\n", "");
  EXPECT_EQ(list.functions[0].module, "");
  EXPECT_EQ(list.functions[1].module, "x.so");
}

TEST(SourceList, KeepsTheLargestLines) {
  SourceList list = list_of("f|a.cc:1 5\nf|a.cc:2 -9\nf|a.cc:3 7\n", "f");
  list.functions[0] = keep_largest_lines(list.functions[0], 2);
  EXPECT_EQ(to_text(list), "f a.cc 3 3\n  2 -9 -9\n  3 7 7\n");
  EXPECT_EQ(list.functions[0].lines_left_out, 1u);
  EXPECT_EQ(keep_largest_lines(list.functions[0], 2).lines_left_out, 1u);
}

struct ShownCase {
  std::string name;
  std::vector<uint32_t> holding;
  std::string shown;  // "2-12 40-50"
};

std::string ranges(const std::vector<uint32_t>& numbers) {
  std::string text;
  for (size_t i = 0; i < numbers.size();) {
    size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ", numbers[i], numbers[end - 1]);
    i = end;
  }
  return text;
}

class Shown : public testing::TestWithParam<ShownCase> {};

TEST_P(Shown, Ranges) {
  ListedFunction function;
  for (const uint32_t number : GetParam().holding) function.lines.push_back({number, {1}, {1}});
  EXPECT_EQ(ranges(lines_to_show(function)), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Shown,
    testing::Values(ShownCase{"Around", {50}, "45-55"}, ShownCase{"AtTheBeginning", {2}, "1-7"},
                    ShownCase{"Near", {50, 71}, "45-76"}, ShownCase{"Far", {50, 72}, "45-55 67-77"},
                    ShownCase{"AtTheLargestNumber", {UINT32_MAX}, "4294967290-4294967295"},
                    ShownCase{"Unknown", {0}, ""}, ShownCase{"PartlyUnknown", {0, 50}, "45-55"}),
    [](const auto& row) { return row.param.name; });

TEST(AddText, PutsLinesBetweenNumbers) {
  SourceList list = list_of("f|a.cc:2 5\nf|a.cc:9 1\n", "f");
  const SourceText text{"src/a.cc", 0, 4, {{1, "one"}, {2, "two"}, {3, "three"}}};
  list.functions[0] = add_text(list.functions[0], text);
  EXPECT_EQ(to_text(list), "f a.cc 6 6\n  1 0 0 one\n  2 5 5 two\n  3 0 0 three\n  9 1 1\n");
  EXPECT_EQ(list.functions[0].source, "src/a.cc");
  EXPECT_FALSE(list.functions[0].lines[1].is_beyond_end);
  EXPECT_TRUE(list.functions[0].lines[3].is_beyond_end);
}

}  // namespace
}  // namespace jescope
