// SPDX-License-Identifier: Apache-2.0
#include "record/attach/process_maps.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

std::string to_text(const std::vector<MappedArea>& areas) {
  std::string text;
  for (const MappedArea& area : areas) {
    const Mapping& mapping = area.mapping;
    text += fmt::format("{:x}-{:x} {}{}{}+{:x} '{}'{}\n", mapping.start, mapping.end,
                        area.is_readable ? "r" : "-", area.is_writable ? "w" : "-",
                        mapping.executable ? "x" : "-", mapping.file_offset, mapping.path,
                        mapping.deleted ? " deleted" : "");
  }
  return text;
}

struct Case {
  const char* name;
  const char* text;
  const char* expected;
};

class ProcessMaps : public testing::TestWithParam<Case> {};

TEST_P(ProcessMaps, AreRead) {
  EXPECT_EQ(to_text(parse_process_maps(GetParam().text)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, ProcessMaps,
    testing::Values(
        Case{"File", "7f00-7f10 r-xp 00002000 08:01 1311      /usr/lib/libfoo.so\n",
             "7f00-7f10 r-x+2000 '/usr/lib/libfoo.so'\n"},
        Case{"NameWithSpaces", "10-20 rw-p 00000000 00:00 7 /a b/c  d.so\n",
             "10-20 rw-+0 '/a b/c  d.so'\n"},
        Case{"Deleted", "10-20 r--p 00000000 08:01 7 /tmp/x.so (deleted)\n",
             "10-20 r--+0 '/tmp/x.so' deleted\n"},
        Case{"Anonymous", "10-20 rw-p 00000000 00:00 0 \n", "10-20 rw-+0 ''\n"},
        Case{"Kernels", "10-20 r-xp 00000000 00:00 0    [vdso]\n", "10-20 r-x+0 '[vdso]'\n"},
        Case{"Sorted", "30-40 r--p 00000000 00:00 0\n10-20 r--p 00000000 00:00 0\n",
             "10-20 r--+0 ''\n30-40 r--+0 ''\n"},
        Case{"LastLineWithoutEnd", "10-20 r--p 00000000 00:00 0 /x", "10-20 r--+0 '/x'\n"},
        Case{"NoAreas", "", ""},
        Case{"Damaged",
             "no line of a map\n10-\n20-10 r--p 0 0 0\n10-20\n10-20 r\n-20 r--p 0 0 0\n"
             "10-20 r--p zz 00:00 0\n99999999999999999-20 r--p 0 0 0\n",
             ""}),
    [](const auto& test) { return test.param.name; });

TEST(ProcessMapsSearch, FindsTheAreaOfAnAddress) {
  const auto areas = parse_process_maps("10-20 r--p 0 0 0 /a\n20-30 r--p 0 0 0 /b\n");
  ASSERT_EQ(areas.size(), 2U);
  EXPECT_EQ(find_area(areas, 0x0f), nullptr);
  EXPECT_EQ(find_area(areas, 0x1f)->mapping.path, "/a");
  EXPECT_EQ(find_area(areas, 0x20)->mapping.path, "/b");
  EXPECT_EQ(find_area(areas, 0x30), nullptr);
}

}  // namespace
}  // namespace jescope
