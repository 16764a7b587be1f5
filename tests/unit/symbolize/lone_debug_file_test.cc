// SPDX-License-Identifier: Apache-2.0
//
// Where the code of a debug file's program stood in its file, by the dump's map.
#include "symbolize/elf/lone_debug_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace jescope {
namespace {

struct PlaceCase {
  const char* name;
  LoadSegments segments;
  std::vector<MappedRange> ranges;
  std::string expected;  // "offset address bytes"; empty: it does not fit
};

std::string placed(const PlaceCase& row) {
  const std::optional<LoadSegments> segments = place_by_map(row.segments, row.ranges);
  if (!segments) return {};
  const LoadSegment& code = segments->front();
  return fmt::format("{:#x} {:#x} {:#x}", code.file_offset, code.address, code.file_bytes);
}

class LoneDebugFile : public testing::TestWithParam<PlaceCase> {};

TEST_P(LoneDebugFile, StandsWhereTheMapHasIt) {
  EXPECT_EQ(placed(GetParam()), GetParam().expected);
}

const LoadSegment kData = {0, 0x13d90, 0, 0x308, false};
const LoadSegment kCode = {0, 0x11130, 0, 0x188b, true};
constexpr uint64_t kHighest = ~uint64_t{0};

const PlaceCase kPlaces[] = {
    {"in_small_pages", {kData, kCode}, {{0x1000, 0x2000, true}}, "0x1130 0x11130 0x188b"},
    {"in_large_pages", {kCode}, {{0x20000, 0x10000, true}}, "0x21130 0x11130 0x188b"},
    {"in_pieces",
     {kCode},
     {{0x1000, 0x1000, true}, {0x2000, 0x1000, true}},
     "0x1130 0x11130 0x188b"},
    {"of_another_length", {kCode}, {{0x1000, 0x3000, true}}, ""},
    {"without_code", {kData}, {{0x1000, 0x1000, true}}, ""},
    {"of_two_segments", {kCode, kCode}, {{0x1000, 0x2000, true}}, ""},
    {"of_an_unknown_map", {kCode}, {}, ""},
    {"of_a_map_of_data", {kCode}, {{0x1000, 0x2000, false}}, ""},
    {"of_a_map_that_wraps_around", {kCode}, {{kHighest - 0xfff, 0x2000, true}}, ""},
    {"that_wraps_around", {{0, kHighest, 0, kHighest, true}}, {{0x1000, 0x2000, true}}, ""},
};

INSTANTIATE_TEST_SUITE_P(Maps, LoneDebugFile, testing::ValuesIn(kPlaces),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
