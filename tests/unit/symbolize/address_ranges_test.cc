// SPDX-License-Identifier: Apache-2.0
//
// find_owners: the innermost range of each address.
#include "symbolize/elf/address_ranges.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct RangesCase {
  const char* name;
  std::vector<AddressRange> ranges;
  std::vector<LinkAddress> addresses;
  std::vector<uint32_t> owners;
};

class AddressRanges : public testing::TestWithParam<RangesCase> {};

TEST_P(AddressRanges, FindInnermostOwner) {
  std::vector<AddressRange> ranges = GetParam().ranges;
  sort_ranges(ranges);
  EXPECT_EQ(find_owners(ranges, GetParam().addresses), GetParam().owners);
}

const RangesCase kCases[] = {
    {"no_ranges", {}, {1, 2}, {kNoOwner, kNoOwner}},
    {"ends_are_outside", {{10, 20, 0}}, {9, 10, 19, 20}, {kNoOwner, 0, 0, kNoOwner}},
    {"inner_wins", {{10, 90, 0}, {20, 30, 1}}, {15, 25, 30, 89}, {0, 1, 0, 0}},
    {"overlap_goes_to_the_later", {{10, 30, 0}, {20, 40, 1}}, {15, 25, 35}, {0, 1, 1}},
    {"ended_below_the_top", {{0, 99, 2}, {10, 12, 0}, {11, 40, 1}}, {11, 50}, {1, 2}},
    {"shorter_of_equal_starts", {{10, 20, 0}, {10, 40, 1}}, {15, 25}, {0, 1}},
    {"lowest_of_equal_ranges", {{10, 20, 5}, {10, 20, 3}, {10, 20, 4}}, {15}, {3}},
};

INSTANTIATE_TEST_SUITE_P(Shapes, AddressRanges, testing::ValuesIn(kCases),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
