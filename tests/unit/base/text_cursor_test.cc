// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/text_cursor.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

struct NumberCase {
  std::string name;
  std::string text;
  std::optional<uint64_t> decimal;
  std::optional<uint64_t> hex;
};

class TextCursorNumber : public testing::TestWithParam<NumberCase> {};

TEST_P(TextCursorNumber, Decimal) {
  EXPECT_EQ(TextCursor(GetParam().text).decimal(), GetParam().decimal);
}

TEST_P(TextCursorNumber, Hex) {
  EXPECT_EQ(TextCursor(GetParam().text).hex(), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TextCursorNumber,
    testing::Values(NumberCase{"Empty", "", std::nullopt, std::nullopt},
                    NumberCase{"Zero", "0", 0, 0}, NumberCase{"LeadingZeros", "0007", 7, 7},
                    NumberCase{"StopsAtOther", "12 3", 12, 0x12},
                    NumberCase{"Letters", "7fF", 7, 0x7ff},
                    NumberCase{"Sign", "-1", std::nullopt, std::nullopt},
                    NumberCase{"LargestDecimal", "18446744073709551615", UINT64_MAX, std::nullopt},
                    NumberCase{"OneTooLarge", "18446744073709551616", std::nullopt, std::nullopt},
                    NumberCase{"LargestHex", "ffffffffffffffff", std::nullopt, UINT64_MAX},
                    NumberCase{"LongHex", "10000000000000000", 10000000000000000u, std::nullopt}),
    [](const auto& row) { return row.param.name; });

TEST(TextCursor, ConsumesOnlyWhatItSees) {
  TextCursor cursor("heap_v2/1");
  EXPECT_FALSE(cursor.consume('x'));
  EXPECT_FALSE(cursor.consume("heap_v3"));
  EXPECT_TRUE(cursor.consume("heap_v2"));
  EXPECT_TRUE(cursor.consume('/'));
  EXPECT_EQ(cursor.rest(), "1");
}

TEST(TextCursor, WordEndsAtBlankOrTab) {
  TextCursor cursor("  r-xp\t00010000");
  cursor.skip_blanks();
  EXPECT_EQ(cursor.word(), "r-xp");
  EXPECT_EQ(cursor.word(), "");
  cursor.skip_blanks();
  EXPECT_EQ(cursor.word(), "00010000");
  EXPECT_TRUE(cursor.at_end());
  EXPECT_EQ(cursor.word(), "");
  EXPECT_FALSE(cursor.consume('x'));
}

}  // namespace
}  // namespace jescope
