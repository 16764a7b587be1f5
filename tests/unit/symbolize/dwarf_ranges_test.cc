// SPDX-License-Identifier: Apache-2.0
//
// The code of an entry, from lists written byte by byte: .debug_ranges of
// DWARF 4 and .debug_rnglists of DWARF 5, ended or not.
#include <dwarf.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "symbolize/dwarf/entry_ranges.h"
#include "tests/unit/symbolize/hostile_elf.h"

namespace jescope {
namespace {

struct RangesCase {
  const char* name;
  uint8_t version;
  std::string list;
  const char* ranges;  // as "[start,end) ..."
};

Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string words(const std::vector<uint64_t>& numbers) {
  std::string text;
  for (const uint64_t number : numbers) text += as_bytes(number);
  return text;
}

// Reads `values` in a unit that begins at 0x1000 and whose addresses 0 and 1
// are 0x5000 and 0x5040.
std::string ranges_of(uint8_t version, const std::string& list, const CodeValues& values) {
  const std::string addresses = words({0x5000, 0x5040});
  const DebugSections sections;
  const DwarfSource source(sections);
  DwarfUnit unit;
  unit.source = &source;
  unit.header.sizes = {version, 8, 4};
  unit.sections.ranges = bytes_of(list);
  unit.sections.addresses = bytes_of(addresses);
  unit.base_address = 0x1000;
  std::string text;
  WorkBudget budget(100);
  for_each_range(unit, values, budget, [&](LinkAddress start, LinkAddress end) {
    text += fmt::format("[{:x},{:x}) ", start, end);
  });
  return text;
}

class Ranges : public testing::TestWithParam<RangesCase> {};

TEST_P(Ranges, OfAList) {
  const CodeValues values = {{}, {}, {DW_FORM_sec_offset, 0, {}}};
  EXPECT_EQ(ranges_of(GetParam().version, GetParam().list, values), GetParam().ranges);
}

const RangesCase kRanges[] = {
    {"FromTheUnitsBase", 4, words({0x10, 0x20, 0x30, 0x38, 0, 0}), "[1010,1020) [1030,1038) "},
    {"FromAnotherBase", 4, words({~uint64_t{0}, 0x7000, 1, 2, 0, 0}), "[7001,7002) "},
    {"OfNoBytes", 4, words({0x10, 0x10, 0x20, 0x30, 0, 0}), "[1020,1030) "},
    {"WithoutEnd", 4, words({0x10, 0x20}), "[1010,1020) "},
    {"CutOff", 4, words({0x10, 0x20, 0x30}), "[1010,1020) "},
    {"Pairs", 5, raw("\4\x10\x20\4\x30\x38\0"), "[1010,1020) [1030,1038) "},
    {"PairsOfAnotherBase", 5, raw("\5") + words({0x7000}) + raw("\4\1\2\0"), "[7001,7002) "},
    {"PairsOfAnIndexedBase", 5, raw("\1\1\4\1\2\0"), "[5041,5042) "},
    {"StartAndEnd", 5, raw("\6") + words({0x10, 0x20}) + raw("\0"), "[10,20) "},
    {"StartAndLength", 5, raw("\7") + words({0x10}) + raw("\5\0"), "[10,15) "},
    {"IndexedStartAndEnd", 5, raw("\2\0\1\0"), "[5000,5040) "},
    {"IndexedStartAndLength", 5, raw("\3\1\x81\1\0"), "[5040,50c1) "},
    {"OfUnknownKind", 5, raw("\4\x10\x20\x77\4\x30\x38\0"), "[1010,1020) "},
    {"NewWithoutEnd", 5, raw("\4\x10\x20"), "[1010,1020) "},
    {"NewCutOff", 5, raw("\4\x10\x20\7\1\2"), "[1010,1020) "},
    {"Empty", 5, "", ""},
};

INSTANTIATE_TEST_SUITE_P(Table, Ranges, testing::ValuesIn(kRanges),
                         [](const auto& row) { return row.param.name; });

TEST(Ranges, OfTwoAttributes) {
  const FormValue low = {DW_FORM_addr, 0x2000, {}};
  EXPECT_EQ(ranges_of(4, "", {low, {DW_FORM_addr, 0x2010, {}}, {}}), "[2000,2010) ");
  EXPECT_EQ(ranges_of(4, "", {low, {DW_FORM_data4, 0x10, {}}, {}}), "[2000,2010) ");
  EXPECT_EQ(ranges_of(5, "", {{DW_FORM_addrx, 1, {}}, {DW_FORM_udata, 0x10, {}}, {}}),
            "[5040,5050) ");
  EXPECT_EQ(ranges_of(5, "", {{DW_FORM_addrx, 2, {}}, {DW_FORM_udata, 0x10, {}}, {}}), "");
  EXPECT_EQ(ranges_of(4, "", {low, {}, {}}), "");
}

// Ten thousand entries may share one list without an end.
TEST(Ranges, CostNoMoreThanTheBudget) {
  std::string list;
  for (uint64_t i = 0; i < 1000; ++i) list += words({2 * i + 1, 2 * i + 2});
  const std::string found = ranges_of(4, list, {{}, {}, {DW_FORM_sec_offset, 0, {}}});
  EXPECT_EQ(std::count(found.begin(), found.end(), '['), 100);
}

}  // namespace
}  // namespace jescope
