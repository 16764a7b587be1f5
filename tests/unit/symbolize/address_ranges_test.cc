// SPDX-License-Identifier: Apache-2.0
//
// find_owners: the innermost range of each address.
#include "symbolize/elf/address_ranges.h"

#include <gtest/gtest.h>

#include <algorithm>

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

// Few are sorted in another way than many.
TEST(SortByStart, KeepsTheOrderOfEqualStarts) {
  for (const uint32_t count : {0u, 10u, 5000u}) {
    std::vector<AddressRange> ranges;
    for (uint32_t i = 0; i < count; ++i) {
      ranges.push_back({(uint64_t{i} * 7919 % 1000) << 20, 0, i});
    }
    std::vector<AddressRange> expected = ranges;
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.start < b.start; });
    sort_by_start(ranges);
    const auto is_same = [](const AddressRange& a, const AddressRange& b) {
      return a.start == b.start && a.owner == b.owner;
    };
    EXPECT_TRUE(std::equal(ranges.begin(), ranges.end(), expected.begin(), expected.end(), is_same))
        << count;
  }
}

}  // namespace
}  // namespace jescope
