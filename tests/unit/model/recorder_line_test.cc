// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/recorder_line.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

struct LineCase {
  std::string name;
  std::string line;
  std::optional<RecorderNotes> notes;
};
class RecorderLineTable : public testing::TestWithParam<LineCase> {};

TEST_P(RecorderLineTable, Notes) {
  EXPECT_EQ(parse_recorder_line(GetParam().line), GetParam().notes);
}

TEST(RecorderLine, IsReadAsItWasWritten) {
  const RecorderNotes notes = {1234, 5, 1572864, 6};
  EXPECT_EQ(parse_recorder_line(recorder_line(notes)), notes);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, RecorderLineTable,
    testing::Values(
        LineCase{"Whole",
                 "# jescope_record samples=1234 lost=5 own_memory=1572864 unknown_stacks=6",
                 RecorderNotes{1234, 5, 1572864, 6}},
        LineCase{"UnknownKeys", "# jescope_record later=1 samples=2", RecorderNotes{2, 0, 0, 0}},
        LineCase{"DamagedNumber", "# jescope_record samples=2x lost=", RecorderNotes{}},
        LineCase{"TooLarge", "# jescope_record samples=99999999999999999999", RecorderNotes{}},
        LineCase{"BeyondAnyCount", "# jescope_record samples=18446744073709551615 lost=1",
                 RecorderNotes{0, 1, 0, 0}},
        LineCase{"OtherRemark", "# something else", std::nullopt},
        LineCase{"Mapping", "10-20 r-xp 00000000 fe:00 1 /a", std::nullopt}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
