// SPDX-License-Identifier: Apache-2.0
//
// The files of line tables written byte by byte, and tables that lie.
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/unit/symbolize/line_table.h"

namespace jescope {
namespace {

std::string path_of(const std::vector<ImageSection>& sections, uint64_t number,
                    const std::string& folder = "/build") {
  const LineFixture fixture({}, sections, folder);
  return fixture.program() ? fixture.program()->file_path(number) : "no table";
}

TEST(LinePaths, BeginWithFileOneBeforeDwarf5) {
  const Operations program = begin(0x1000).extended(
      DW_LNE_define_file, ByteWriter().text("e.c").u8(1).u8(0).u8(0).bytes());
  const std::vector<ImageSection> sections = {{".debug_line", line_table({}, program.bytes())}};
  const std::vector<std::string> expected = {"",         "/build/a.c", "/src/b.c", "/build/sub/c.c",
                                             "/abs/d.c", "/src/e.c",   ""};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(path_of(sections, i), expected[i]) << i;
  EXPECT_EQ(path_of(sections, 3, ""), "sub/c.c");
  EXPECT_EQ(path_of(sections, ~uint64_t{0}), "");
}

// Folders "/build", "sub" and files f0 to f4, one for each form of a name.
TEST(LinePaths, BeginWithFileZeroInDwarf5) {
  for (const bool is_wide : {false, true}) {
    const unsigned offset_bytes = is_wide ? 8 : 4;
    ByteWriter lists;
    lists.u8(1).u8(DW_LNCT_path).u8(DW_FORM_line_strp).u8(2);
    lists.number(0, offset_bytes).number(7, offset_bytes);
    lists.u8(5).u8(DW_LNCT_path).u8(DW_FORM_string).u8(DW_LNCT_directory_index).u8(DW_FORM_udata);
    lists.u8(DW_LNCT_MD5).u8(DW_FORM_data16).u8(DW_LNCT_size).u8(DW_FORM_block1);
    lists.u8(0x81).u8(0x40).u8(DW_FORM_strp).u8(3);
    for (const char* name : {"f0", "f1", "/abs/f2"}) {
      lists.text(name).u8(name[1] == '1').number(0, 16).u8(2).raw("xx").number(0, offset_bytes);
    }
    const std::vector<ImageSection> sections = {
        {".debug_line",
         line_table({5, {}, is_wide, 1, 1, 13, 14}, begin(0x1000).bytes(), lists.bytes())},
        {".debug_line_str", std::string("/build\0sub\0", 11)}};
    EXPECT_EQ(path_of(sections, 0), "/build/f0");
    EXPECT_EQ(path_of(sections, 1), "/build/sub/f1");
    EXPECT_EQ(path_of(sections, 2), "/abs/f2");
    EXPECT_EQ(path_of(sections, 3), "");
  }
}

TEST(LinePaths, DoNotRepeatARelativeCompilationFolder) {
  ByteWriter lists;
  lists.u8(1).u8(DW_LNCT_path).u8(DW_FORM_string).u8(1).text("build");
  lists.u8(1).u8(DW_LNCT_path).u8(DW_FORM_string).u8(1).text("f.c");
  EXPECT_EQ(path_of({{".debug_line", line_table({5}, {}, lists.bytes())}}, 0, "build"),
            "build/f.c");
}

TEST(LinePaths, AreFoundByIndexIntoStrings) {
  ByteWriter lists;
  lists.u8(0).u8(0).u8(1).u8(DW_LNCT_path).u8(DW_FORM_strx1).u8(2).u8(1).u8(200);
  const std::vector<ImageSection> sections = {
      {".debug_line", line_table({5}, {}, lists.bytes())},
      {".debug_str", std::string("x\0f.c\0", 6)},
      {".debug_str_offsets", ByteWriter().u32(12).u32(5).u32(0).u32(2).bytes()}};
  EXPECT_EQ(path_of(sections, 0, "/b"), "/b/f.c");
  EXPECT_EQ(path_of(sections, 1, "/b"), "");
}

struct HostileTable {
  const char* name;
  std::string bytes;
};

class HostileTables : public testing::TestWithParam<HostileTable> {};

TEST_P(HostileTables, EndQuickly) {
  const std::clock_t start = std::clock();
  const LineFixture fixture({}, {{".debug_line", GetParam().bytes}}, "/build");
  const std::string places = fixture.places({0x1000, 0x1001});
  EXPECT_TRUE(places == "no table" || places == "1000=- 1001=-") << places;
  EXPECT_EQ(path_of({{".debug_line", GetParam().bytes}}, uint64_t{1} << 40).find('/'),
            std::string::npos);
  EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
}

std::vector<HostileTable> hostile_tables() {
  const std::string endless(100000, '\xff');
  const std::string most = endless.substr(0, 9) + "\x7f";
  const std::string good = line_table({}, begin(0x1000).row().bytes());
  std::string long_header = good;
  long_header.replace(6, 4, "\xff\xff\xff\x7f");
  return {
      {"Nothing", std::string(1, '\0')},
      {"OnlyALength", good.substr(0, 4)},
      {"HeaderBeyondTheProgram", long_header},
      {"UnknownVersion", line_table({6}, {})},
      {"EndlessNumber", line_table({}, begin(0x1000).raw("\x02" + endless).bytes())},
      {"EndlessExtended",
       line_table({}, begin(0x1000).raw(std::string(1, '\0') + most).row().bytes())},
      {"ExtendedOfNoBytes", line_table({}, std::string(100001, '\0'))},
      {"EndlessFolders", line_table({}, {}, std::string(100000, 'x'))},
      {"CountWithoutFields",
       line_table({5}, {}, std::string(1, '\0') + most + std::string(1, '\0') + most)},
      {"CountBeyondTheSection", line_table({5}, {}, "\x01\x01\x08" + most + "x")},
      {"UnknownForm", line_table({5}, {}, "\x01\x01\x77\x01")},
      {"BlockBeyondTheSection", line_table({5}, {}, "\x01\x03\x09\x01" + most)},
  };
}

INSTANTIATE_TEST_SUITE_P(Each, HostileTables, testing::ValuesIn(hostile_tables()),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace jescope
