// SPDX-License-Identifier: Apache-2.0
//
// The index of a package of split units, written number by number.
#include <gtest/gtest.h>

#include "symbolize/dwarf/package_index.h"
#include "tests/unit/symbolize/hostile_elf.h"

namespace jescope {
namespace {

std::string numbers(const std::vector<uint32_t>& list) {
  std::string text;
  for (const uint32_t number : list) text += as_bytes(number);
  return text;
}

// Its first slot, 2, is taken; a step of 3 leads to 1, then to 0.
constexpr uint64_t kStepper = 0x3000000ae;

// Two units, 0xaa and 0xbb, in four slots; columns of .debug_info and of
// section `other`.
std::string index_of(uint32_t version, uint32_t other) {
  return numbers({version, 2, 2, 4}) + as_bytes<uint64_t>(kStepper) + as_bytes<uint64_t>(0) +
         as_bytes<uint64_t>(0xaa) + as_bytes<uint64_t>(0xbb) + numbers({1, 0, 1, 2}) +
         numbers({1, other}) + numbers({0, 0x100, 0x40, 0x180}) + numbers({0x40, 0x80, 0x50, 0x90});
}

std::optional<PackageRow> find(const std::string& index, uint64_t id) {
  return find_package_row({reinterpret_cast<const uint8_t*>(index.data()), index.size()}, id,
                          false);
}

TEST(PackageIndex, FindsTheUnitsParts) {
  const std::optional<PackageRow> row = find(index_of(5, 8), 0xbb);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->info.offset, 0x40u);
  EXPECT_EQ(row->info.length_bytes, 0x50u);
  EXPECT_EQ(row->rnglists.offset, 0x180u);
  EXPECT_EQ(row->rnglists.length_bytes, 0x90u);
  EXPECT_EQ(row->lines.length_bytes, 0u);
}

TEST(PackageIndex, KnowsTheColumnsOfItsVersion) {
  EXPECT_EQ(find(index_of(2, 2), 0xaa)->types.offset, 0x100u);
  EXPECT_EQ(find(index_of(5, 2), 0xaa)->types.offset, 0u);
}

TEST(PackageIndex, EndsAtAFreeSlot) {
  EXPECT_FALSE(find(index_of(5, 8), kStepper));
}

TEST(PackageIndex, GoesOnWhereASlotIsTaken) {
  std::string index = index_of(5, 8);
  index.replace(16 + 4 * 8 + 4, 1, "\2");
  ASSERT_TRUE(find(index, kStepper));
  EXPECT_EQ(find(index, kStepper)->rnglists.offset, 0x100u);
}

TEST(PackageIndex, HasNoUnknownUnit) {
  EXPECT_FALSE(find(index_of(5, 8), 0xcc));
  EXPECT_FALSE(find(index_of(5, 8), 0));
  EXPECT_FALSE(find(index_of(3, 8), 0xaa));
}

TEST(PackageIndex, HasNothingWhenCutOffAnywhere) {
  const std::string whole = index_of(5, 8);
  for (size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(find(whole.substr(0, length), 0xaa)) << length;
  }
}

TEST(PackageIndex, HasNothingWhenItCountsMoreThanItHolds) {
  for (size_t field = 1; field < 4; ++field) {
    std::string index = index_of(5, 8);
    index.replace(4 * field, 4, "\xff\xff\xff\xff");
    EXPECT_FALSE(find(index, 0xaa)) << field;
  }
}

}  // namespace
}  // namespace jescope
