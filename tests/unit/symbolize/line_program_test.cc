// SPDX-License-Identifier: Apache-2.0
//
// Line tables written byte by byte, and what they say of addresses, as
// "1000=2:17" (file 2, line 17) or "1000=-" where no row covers the address.
#include "symbolize/dwarf/line_program.h"

#include <dwarf.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/symbolize/line_table.h"

namespace jescope {
namespace {

struct Row {
  const char* name;
  TableShape shape;
  Operations program;
  std::vector<LinkAddress> addresses;
  const char* expected;
};

class Programs : public testing::TestWithParam<Row> {};

TEST_P(Programs, SayWhereCodeIs) {
  const Row& row = GetParam();
  const LineFixture fixture(
      row.shape.elf, {{".debug_line", line_table(row.shape, row.program.bytes())}}, "/build");
  EXPECT_EQ(fixture.places(row.addresses), row.expected);
}

// Special code 13 + 14 * a + b: `a` instructions and b - 5 lines on, then a row.
std::vector<Row> rows() {
  const TableShape plain;
  const ElfShape big32{false, true};
  const std::vector<LinkAddress> few = {0xfff, 0x1000, 0x1003, 0x1004, 0x1005, 0x1006};
  std::vector<Row> rows = {
      {"RowsReachToTheNext", plain, begin(0x1000).row().advance(4).line(6).row().advance(2).end(),
       few, "fff=- 1000=1:1 1003=1:1 1004=1:7 1005=1:7 1006=-"},
      {"SpecialOperations", plain,
       begin(0x1000).special(20).special(13 + 14 * 4 + 6).advance(1).end(), few,
       "fff=- 1000=1:3 1003=1:3 1004=1:4 1005=- 1006=-"},
      {"OfEqualAddressesTheLast",
       plain,
       begin(0x1000).row().line(4).row().line(3).row().advance(9).end(),
       {0x1000, 0x1001},
       "1000=1:8 1001=1:8"},
      {"LineZeroIsCovered",
       plain,
       begin(0x1000).line(-1).row().advance(2).end(),
       {0x1001},
       "1001=1:0"},
      {"Files",
       plain,
       begin(0x1000).file(2).row().advance(1).file(77).row().advance(1).end(),
       {0x1000, 0x1001},
       "1000=2:1 1001=77:1"},
      {"ConstAddAndFixedAdvance",
       plain,
       begin(0x1000)
           .row()
           .special(DW_LNS_const_add_pc)
           .line(1)
           .row()
           .raw({"\x09\x05\x00", 3})
           .line(1)
           .row()
           .advance(1)
           .end(),
       {0x1010, 0x1011, 0x1015, 0x1016, 0x1017},
       "1010=1:1 1011=1:2 1015=1:2 1016=1:3 1017=-"},
      {"OperationsWithoutMeaning",
       plain,
       begin(0x1000)
           .standard(DW_LNS_set_column, 9)
           .raw("\x06\x07\x0a\x0b")
           .standard(DW_LNS_set_isa, 3)
           .extended(DW_LNE_set_discriminator, "\x05")
           .extended(0x80, "whatever")
           .extended(0x99, "")
           .row()
           .advance(2)
           .end(),
       {0x1001},
       "1001=1:1"},
      {"FewerStandardOperations",
       {2, {}, false, 1, 1, 10, 14},
       begin(0x1000).special(10 + 14 + 8).advance(1).end(),
       {0x1001},
       "1001=1:4"},
      {"StepsOfFourBytes",
       {4, {}, false, 4, 1, 13, 14},
       begin(0x1000).row().advance(1).line(1).row().advance(1).end(),
       {0x1003, 0x1004, 0x1007, 0x1008},
       "1003=1:1 1004=1:2 1007=1:2 1008=-"},
      {"ThreeOperationsInAnInstruction",
       {4, {}, false, 16, 3, 13, 14},
       begin(0x1000).row().advance(2).line(1).row().advance(2).line(1).row().advance(5).end(),
       {0x1000, 0x100f, 0x1010, 0x102f, 0x1030},
       "1000=1:2 100f=1:2 1010=1:3 102f=1:3 1030=-"},
      {"SequencesInAnyOrder",
       plain,
       begin(0x2000).row().advance(4).end().set_address(0x1000).line(8).row().advance(4).end(),
       {0x1000, 0x1004, 0x2000, 0x2003, 0x2004},
       "1000=1:9 1004=- 2000=1:1 2003=1:1 2004=-"},
      {"OverlappingSequences",
       plain,
       begin(0x1000).row().advance(4).end().set_address(0x1002).line(8).row().advance(4).end(),
       {0x1003, 0x1004, 0x1005},
       "1003=1:1 1004=1:9 1005=1:9"},
      {"DroppedAtZero",
       plain,
       begin(0)
           .row()
           .standard(DW_LNS_advance_pc, 0x7f)
           .advance(0x7f)
           .end()
           .set_address(0x80)
           .line(8)
           .row()
           .advance(4)
           .end(),
       {0x10, 0x81, 0x90},
       "10=- 81=1:9 90=-"},
      {"DroppedAtTheEnd",
       plain,
       begin(~uint64_t{0}).row().advance(0x40).line(2).row().advance(0x40).end(),
       {0x10, 0x41},
       "10=- 41=-"},
      {"DroppedAtTheEndOf32Bits",
       {4, big32, false, 1, 1, 13, 14},
       begin(0xfffffffe, big32).row().advance(0x40).row().advance(0x40).end(),
       {0x10, 0x41},
       "10=- 41=-"},
      {"AddressSetInsideASequence", plain,
       begin(0x1000).row().set_address(0x1004).line(6).row().set_address(0x1006).end(), few,
       "fff=- 1000=1:1 1003=1:1 1004=1:7 1005=1:7 1006=-"},
      {"AddressSetBack", plain,
       begin(0x1004).row().set_address(0x1000).line(6).row().set_address(0x1002).end(), few,
       "fff=- 1000=1:7 1003=- 1004=- 1005=- 1006=-"},
      {"WithoutAnEnd", plain, begin(0x1000).row().advance(4).line(6).row(), few,
       "fff=- 1000=1:1 1003=1:1 1004=- 1005=- 1006=-"},
      {"NoLineRange",
       {4, {}, false, 1, 1, 13, 0},
       begin(0x1000).row().advance(4).special(255).advance(4).end(),
       {0x1001},
       "1001=1:1"},
      {"NoSpecialOperations",
       {4, {}, false, 1, 1, 0x100, 14},
       begin(0x1000).row(),
       {0x1000},
       "no table"},
  };
  for (const unsigned version : {2u, 3u, 4u}) {
    for (const ElfShape elf : {ElfShape{true, false}, ElfShape{true, true}, big32}) {
      for (const bool is_wide : {false, true}) {
        rows.push_back({"EveryShape",
                        {version, elf, is_wide, 1, 1, 13, 14},
                        begin(0x1000, elf).row().advance(4).line(6).row().advance(2).end(),
                        few,
                        "fff=- 1000=1:1 1003=1:1 1004=1:7 1005=1:7 1006=-"});
      }
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Each, Programs, testing::ValuesIn(rows()), [](const auto& row) {
  return row.param.name + std::to_string(row.index);
});

// So many sequences over 64 addresses, then one over the address behind them.
LinePlaces places_behind(size_t sequences) {
  std::vector<LinkAddress> addresses;
  for (LinkAddress at = 0x1000; at <= 0x1040; ++at) addresses.push_back(at);
  std::string program;
  for (size_t i = 0; i < sequences; ++i) program += begin(0x1000).row().advance(0x40).end().bytes();
  program += begin(0x1040).row().advance(1).end().bytes();
  const LineFixture fixture({}, {{".debug_line", line_table({}, program)}}, "/build");
  return fixture.program()->places_at(addresses);
}

TEST(LineProgram, StepsBackAndForthInBoundedTime) {
  const LinePlaces few = places_behind(50);
  EXPECT_TRUE(few.is_whole);
  EXPECT_TRUE(few.rows.back().is_covered);
  const LinePlaces many = places_behind(5000);
  EXPECT_FALSE(many.is_whole);
  EXPECT_TRUE(many.rows.front().is_covered);
  EXPECT_FALSE(many.rows.back().is_covered);
}

TEST(LineProgram, SurvivesEveryPrefixAndEveryFlippedBit) {
  const std::string good = line_table({}, begin(0x1000)
                                              .row()
                                              .special(0x4c)
                                              .advance(4)
                                              .end()
                                              .set_address(0x2000)
                                              .row()
                                              .advance(4)
                                              .end()
                                              .bytes());
  const auto read = [](const std::string& bytes) {
    const LineFixture fixture({}, {{".debug_line", bytes}}, "/build");
    for (uint64_t i = 0; fixture.program() && i < 6; ++i) fixture.program()->file_path(i);
    return fixture.places({0x1000, 0x1003, 0x2000, 0x2004});
  };
  EXPECT_EQ(read(good).substr(0, 14), "1000=1:1 1003=");
  for (size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(read(good.substr(0, i)).empty());
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = good;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(read(flipped).empty());
    }
  }
}

}  // namespace
}  // namespace jescope
