// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/row.h"

#include <gtest/gtest.h>

#include "record/shim/stack/plain_row.h"
#include "record/shim/stack/row_table.h"

namespace jescope::shim {
namespace {

Row row_of(int32_t cfa, int32_t added, int32_t saved) {
  Row row;
  row.kind = RowKind::kFrame;
  row.cfa = {Anchor::kFramePointer, cfa};
  row.cfa_is_loaded = added != 0;
  row.cfa_added = added;
  row.return_address = {Anchor::kCfa, saved};
  row.fp = {Anchor::kStackPointer, -saved};
  row.base = {Anchor::kBase, saved};
  return row;
}

struct PackCase {
  const char* name;
  Row row;
  bool fits;
};

class PackRow : public testing::TestWithParam<PackCase> {};

TEST_P(PackRow, ComesBackAsItWas) {
  PackedRow packed;
  ASSERT_EQ(pack_row(GetParam().row, packed), GetParam().fits);
  if (GetParam().fits) {
    EXPECT_EQ(unpack_row(packed), GetParam().row);
  }
}

constexpr int32_t kMiB = 1 << 20;

Row plain_row_of(Anchor anchor, int32_t cfa, int32_t fp, int32_t base) {
  Row row;
  row.kind = RowKind::kFrame;
  row.cfa = {anchor, cfa};
  row.return_address = {Anchor::kCfa, -8};
  if (fp != 0) row.fp = {Anchor::kCfa, fp};
  if (base != 0) row.base = {Anchor::kCfa, base};
  return row;
}

INSTANTIATE_TEST_SUITE_P(
    All, PackRow,
    testing::Values(PackCase{"nothing", {}, true}, PackCase{"small", row_of(16, 0, -8), true},
                    PackCase{"negative", row_of(-48, -16, 8), true},
                    PackCase{"large_frame", row_of(32 * kMiB - 1, 2 * kMiB - 1, -kMiB + 1), true},
                    PackCase{"too_large_a_frame", row_of(32 * kMiB, 0, -8), false},
                    PackCase{"too_far_added", row_of(8, 2 * kMiB, -8), false},
                    PackCase{"saved_too_far_away", row_of(8, 0, -kMiB - 1), false}),
    [](const auto& test) { return test.param.name; });

// Those that a plain row can say, and those just beyond.
TEST(PlainRow, SaysAllThatItTakes) {
  size_t plain_rows = 0;
  for (const Anchor anchor : {Anchor::kStackPointer, Anchor::kFramePointer, Anchor::kBase}) {
    for (const int32_t cfa : {0, 8, 12, 16, 520'000, 524'280, 524'288, -524'288, -524'296}) {
      for (const int32_t fp : {0, -16, -20, 8, -65'536, -65'544}) {
        for (const int32_t base : {0, -24, 65'528, 65'536}) {
          const Row row = plain_row_of(anchor, cfa, fp, base);
          PackedRow packed;
          ASSERT_TRUE(pack_row(row, packed));
          EXPECT_EQ(unpack_row(packed), row);
          plain_rows += PlainRow(packed.first).is_plain() ? 1 : 0;
        }
      }
    }
  }
  EXPECT_EQ(plain_rows, 3U * 6 * 4 * 3);
}

TEST(RowTable, KeepsRowsUntilItForgets) {
  RowTable table;
  PackedRow found;
  EXPECT_FALSE(table.find(0x1000, found));
  table.insert(0x1000, row_of(16, 0, -8));
  table.insert(0x1001, row_of(32, 0, -8));
  ASSERT_TRUE(table.find(0x1000, found));
  EXPECT_EQ(unpack_row(found), row_of(16, 0, -8));
  ASSERT_TRUE(table.find(0x1001, found));
  EXPECT_EQ(unpack_row(found), row_of(32, 0, -8));
  table.clear();
  EXPECT_FALSE(table.find(0x1000, found));
}

TEST(RowTable, NeverAnswersWithAnothersRow) {
  RowTable table;
  constexpr uintptr_t kRows = 200'000;
  for (uintptr_t address = 1; address <= kRows; ++address) {
    table.insert(address * 7, row_of(static_cast<int32_t>(address), 0, -8));
  }
  size_t kept = 0;
  for (uintptr_t address = 1; address <= kRows; ++address) {
    PackedRow found;
    if (!table.find(address * 7, found)) continue;
    ++kept;
    EXPECT_EQ(unpack_row(found).cfa.offset, static_cast<int32_t>(address));
  }
  EXPECT_GT(kept, 20'000U);
}

}  // namespace
}  // namespace jescope::shim
