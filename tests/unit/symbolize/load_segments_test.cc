// SPDX-License-Identifier: Apache-2.0
//
// Program headers: offsets to addresses, and which mappings they explain.
#include "symbolize/elf/load_segments.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

// As lld lays out a program: addresses run ahead of offsets.
const LoadSegments kSegments = {
    {0x0, 0x0, 0x6e4, 0x6e4, false},
    {0x6f0, 0x16f0, 0x9e0, 0x9e0, true},
    {0x10d0, 0x30d0, 0x200, 0x500, false},
};

struct OffsetCase {
  const char* name;
  uint64_t offset;
  std::optional<LinkAddress> address;
};

class LinkAddresses : public testing::TestWithParam<OffsetCase> {};

TEST_P(LinkAddresses, FollowProgramHeaders) {
  EXPECT_EQ(link_address(kSegments, GetParam().offset), GetParam().address);
}

const OffsetCase kOffsets[] = {
    {"headers", 0x10, 0x10},
    {"first_of_code", 0x6f0, 0x16f0},
    {"last_of_code", 0x10cf, 0x20cf},
    {"data", 0x10d0, 0x30d0},
    {"between", 0x6e8, std::nullopt},
    {"beyond_the_file", 0x12d0, std::nullopt},
    {"huge", UINT64_MAX, std::nullopt},
};

INSTANTIATE_TEST_SUITE_P(Offsets, LinkAddresses, testing::ValuesIn(kOffsets),
                         [](const auto& row) { return row.param.name; });

TEST(LinkAddress, PrefersExecutableSegment) {
  const LoadSegments overlapping = {{0, 0x1000, 0x100, 0x100, false},
                                    {0, 0x5000, 0x100, 0x100, true}};
  EXPECT_EQ(link_address(overlapping, 0x10), 0x5010);
}

struct MappingCase {
  const char* name;
  std::vector<MappedRange> ranges;
  bool fits;
};

class Mapping : public testing::TestWithParam<MappingCase> {};

TEST_P(Mapping, FitsOrIsAnotherBuild) {
  const LoadSegments segments = {{0x0, 0x0, 0x2e4, 0x2e4, false},
                                 {0x14000, 0x14000, 0x8123, 0x8123, true}};
  EXPECT_EQ(fit_mapping(segments, GetParam().ranges), GetParam().fits);
}

const MappingCase kMappings[] = {
    {"nothing_known", {}, true},
    {"no_code_known", {{0, 0x1000, false}}, true},
    {"pages_of_4_kib", {{0x14000, 0x9000, true}}, true},
    {"pages_of_16_kib", {{0x14000, 0xc000, true}}, true},
    {"pages_of_64_kib", {{0x10000, 0x10000, true}}, true},
    {"split", {{0x14000, 0x2000, true}, {0x1c000, 0x1000, true}}, true},
    {"data_is_not_compared", {{0x14000, 0x9000, true}, {0x0, 0x90000, false}}, true},
    {"partly_on_huge_pages",
     {{0x14000, 0x2000, true}, {0x16000, 0x5000, true}, {0x1b000, 0x2000, true}},
     true},
    {"longer", {{0x14000, 0xa000, true}}, false},
    {"shorter", {{0x14000, 0x8000, true}}, false},
    {"elsewhere", {{0x15000, 0x8000, true}}, false},
};

INSTANTIATE_TEST_SUITE_P(Ranges, Mapping, testing::ValuesIn(kMappings),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
