// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "read_text.h"

namespace jescope {
namespace {

constexpr std::string_view kHead = "heap_v2/1\n  t*: 0: 0 [0: 0]\n\n";
constexpr std::string_view kHeadText = "heap_v2, none 1\ntotal 0: 0 [0: 0]\n";

struct MapCase {
  std::string name;
  std::string map;
  std::string text;
  std::string diagnostics = {};
};

class Mappings : public testing::TestWithParam<MapCase> {};

TEST_P(Mappings, Text) {
  const ReadText read = read_text(std::string(kHead) + "MAPPED_LIBRARIES:\n" + GetParam().map);
  EXPECT_EQ(read.dump, std::string(kHeadText) + GetParam().text);
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

constexpr auto kCut =
    "warning: x.heap:6: expected a whole dump, got one cut short; all 0 stacks are used, the map "
    "may be incomplete\n"
    "hint: the program may still have been writing it, or its disk was full\n";

INSTANTIATE_TEST_SUITE_P(
    Linux, Mappings,
    testing::Values(
        MapCase{"Nothing", "", ""},
        MapCase{"Library", "7fd0-7fe0 r-xp 00010000 fe:00 333211    /usr/lib/libm.so.6\n",
                "map 7fd0-7fe0 x +10000 \"/usr/lib/libm.so.6\"\n"},
        MapCase{"NotExecutable", "7fd0-7fe0 r--p 00000000 fe:00 333211 /a\n",
                "map 7fd0-7fe0 - +0 \"/a\"\n"},
        MapCase{"Spaces", "10-20 r-xp 00000000 fe:00 1    /opt/my app/a b.so\n",
                "map 10-20 x +0 \"/opt/my app/a b.so\"\n"},
        MapCase{"Deleted", "10-20 r-xp 00000000 fe:00 1    /tmp/a b.so (deleted)\n",
                "map 10-20 x +0 \"/tmp/a b.so\" deleted\n"},
        MapCase{"NamedDeleted", "10-20 r-xp 00000000 fe:00 1    /tmp/(deleted)\n",
                "map 10-20 x +0 \"/tmp/(deleted)\"\n"},
        MapCase{"Memfd", "10-20 r-xp 00000000 00:01 1    /memfd:jit code (deleted)\n",
                "map 10-20 x +0 \"/memfd:jit code\" deleted\n"},
        MapCase{"Vdso", "10-20 r-xp 00000000 00:00 0     [vdso]\n", "map 10-20 x +0 \"[vdso]\"\n"},
        MapCase{"Vsyscall",
                "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0    [vsyscall]\n",
                "map ffffffffff600000-ffffffffff601000 x +0 \"[vsyscall]\"\n"},
        MapCase{"Anonymous", "10-20 rwxp 00000000 00:00 0 \n", "map 10-20 x +0 \"\"\n"},
        MapCase{"AnonymousWithoutBlank", "10-20 rwxp 00000000 00:00 0\n", "map 10-20 x +0 \"\"\n"},
        MapCase{"LargeDevice", "10-20 r-xp 00000000 103:02 18446744073709551615 /a\n",
                "map 10-20 x +0 \"/a\"\n"},
        MapCase{"CarriageReturn", "10-20 r-xp 00000000 fe:00 1    /a\r\n",
                "map 10-20 x +0 \"/a\"\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Others, Mappings,
    testing::Values(
        MapCase{"Cooked", "7fcd-7fce: /lib/ld-2.15.so\n",
                "map 7fcd-7fce x +0 \"/lib/ld-2.15.so\"\n"},
        MapCase{"Macos", "0000000100000000-0000000100008000: /opt/app/server\n",
                "map 100000000-100008000 x +0 \"/opt/app/server\"\n"},
        MapCase{"Build", "build=/opt/app\n10-20: $build/server\n",
                "map 10-20 x +0 \"/opt/app/server\"\n"},
        MapCase{"BuildUndefined", "10-20: $build/server\n", "map 10-20 x +0 \"/server\"\n"},
        MapCase{"OtherVariable", "source=/home/user\n10-20: /a\n", "map 10-20 x +0 \"/a\"\n"},
        MapCase{"Remarks", "10-20: /a\n\n# jescope_record samples=1\n# more\n",
                "map 10-20 x +0 \"/a\"\n"},
        MapCase{"SectionAfterIt", "10-20: /a\n\n--- other ---\n", "map 10-20 x +0 \"/a\"\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Damage, Mappings,
    testing::Values(
        MapCase{"EndBeforeStart", "20-10 r-xp 00000000 fe:00 1 /a\n", "",
                "warning: x.heap:5: expected a line of /proc/PID/maps, got \"20-10 r-xp 00000000 "
                "fe:00 1 /a\"; the line is left out\n"},
        MapCase{"Junk", "what is this\n10-20 rwx\n", "",
                "warning: x.heap:5: expected a line of /proc/PID/maps, got \"what is this\"; the "
                "line is left out (2 times)\n"},
        MapCase{"CutInNumbers", "10-20 r-xp 00000000 fe:00 1 /a\n20-30 r-xp 000",
                "map 10-20 x +0 \"/a\"\n", kCut},
        MapCase{"CutInPath",
                "10-20 r--p 00000000 fe:00 1 /opt/a.so\n20-30 r-xp 00000010 fe:00 1 /opt/",
                "map 10-20 - +0 \"/opt/a.so\"\nmap 20-30 x +10 \"/opt/a.so\"\n", kCut},
        MapCase{"CutAfterPath", "10-20 r-xp 00000000 fe:00 1 /a\n20-30 r-xp 00000000 fe:00 2 /b.so",
                "map 10-20 x +0 \"/a\"\nmap 20-30 x +0 \"/b.so\"\n", kCut}),
    [](const auto& row) { return row.param.name; });

TEST(MappingsSection, OldTitle) {
  const ReadText read = read_text(std::string(kHead) + "--- Memory map: ---\n10-20: /a\n");
  EXPECT_EQ(read.dump, std::string(kHeadText) + "map 10-20 x +0 \"/a\"\n");
}

TEST(MappingsSection, Missing) {
  const ReadText read = read_text("heap_v2/1\n  t*: 1: 64 [0: 0]\n");
  EXPECT_EQ(read.dump, "heap_v2, none 1\ntotal 1: 64 [0: 0]\nno map\n");
  EXPECT_EQ(read.diagnostics,
            "warning: x.heap: expected MAPPED_LIBRARIES after the stacks, got the end of the "
            "file; addresses cannot be assigned to modules\n");
}

}  // namespace
}  // namespace jescope
