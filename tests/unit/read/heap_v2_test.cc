// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "read_text.h"

namespace jescope {
namespace {

struct BodyCase {
  std::string name;
  std::string body;  // between "heap_v2/4096" and the map
  std::string text;  // between "heap_v2, poisson 4096" and the map
  std::string diagnostics = {};
};

class HeapV2 : public testing::TestWithParam<BodyCase> {};

TEST_P(HeapV2, Text) {
  const ReadText read = read_text("heap_v2/4096\n" + GetParam().body + std::string(kMap));
  EXPECT_EQ(read.dump, "heap_v2, poisson 4096\n" + GetParam().text + std::string(kMapText));
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

TEST_P(HeapV2, SameWithCarriageReturns) {
  std::string bytes = "heap_v2/4096\n" + GetParam().body + std::string(kMap);
  for (size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 2)) {
    bytes.insert(at, "\r");
  }
  const ReadText read = read_text(bytes);
  EXPECT_EQ(read.dump, "heap_v2, poisson 4096\n" + GetParam().text + std::string(kMapText));
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

constexpr auto kSkipped = "warning: x.heap:";
constexpr auto kExpectedCounts =
    ": expected counts \"t*: objects: bytes [objects: bytes]\", got \"";

INSTANTIATE_TEST_SUITE_P(
    Records, HeapV2,
    testing::Values(
        BodyCase{"OneStack",
                 "  t*: 2: 128 [3: 192]\n  t0: 2: 128 [3: 192]\n"
                 "@ 0x10 0x20\n  t*: 2: 128 [3: 192]\n  t0: 2: 128 [3: 192]\n",
                 "total 2: 128 [3: 192]\nt0 \"\" 2: 128 [3: 192]\n"
                 "@ 0x10 0x20  2: 128 [3: 192]  t0 2: 128 [3: 192]\n"},
        BodyCase{"EmptyHeap", "  t*: 0: 0 [0: 0]\n", "total 0: 0 [0: 0]\n"},
        BodyCase{
            "ThreadNames",
            "  t*: 1: 64 [0: 0]\n  t0: 1: 64 [0: 0] main\n  t12: 0: 0 [0: 0] rocksdb: low 1 \n",
            "total 1: 64 [0: 0]\nt0 \"main\" 1: 64 [0: 0]\n"
            "t12 \"rocksdb: low 1 \" 0: 0 [0: 0]\n"},
        BodyCase{"WithoutBacktrace",
                 "  t*: 5: 320 [0: 0]\n@ 0x10\n  t*: 1: 64 [0: 0]\n@\n  t*: 4: 256 [0: 0]\n",
                 "total 5: 320 [0: 0]\n@ 0x10  1: 64 [0: 0]\n@  4: 256 [0: 0]\n"},
        BodyCase{"AllFreed", "  t*: 0: 0 [7: 1016]\n@ 0x10\n  t*: 0: 0 [7: 1016]\n",
                 "total 0: 0 [7: 1016]\n@ 0x10  0: 0 [7: 1016]\n"},
        BodyCase{"ThreadTwiceInARecord",
                 "  t*: 3: 30 [0: 0]\n@ 0x10\n  t*: 3: 30 [0: 0]\n"
                 "  t4: 1: 10 [0: 0]\n  t4: 2: 20 [0: 0]\n",
                 "total 3: 30 [0: 0]\n"
                 "@ 0x10  3: 30 [0: 0]  t4 1: 10 [0: 0]  t4 2: 20 [0: 0]\n"},
        BodyCase{"SumMissing",
                 "  t*: 3: 30 [0: 0]\n@ 0x10\n  t1: 1: 10 [0: 0]\n  t2: 2: 20 [0: 0]\n",
                 "total 3: 30 [0: 0]\n"
                 "@ 0x10  3: 30 [0: 0]  t1 1: 10 [0: 0]  t2 2: 20 [0: 0]\n"},
        BodyCase{"CountsMissing", "  t*: 1: 10 [0: 0]\n@ 0x10\n@ 0x20\n  t*: 1: 10 [0: 0]\n",
                 "total 1: 10 [0: 0]\n@ 0x20  1: 10 [0: 0]\n"},
        BodyCase{"HeaderMissing", "@ 0x10\n  t*: 1: 10 [2: 20]\n@ 0x20\n  t*: 3: 30 [0: 0]\n",
                 "total 4: 40 [2: 20]\n@ 0x10  1: 10 [2: 20]\n@ 0x20  3: 30 [0: 0]\n"},
        BodyCase{"LargestAddress", "  t*: 1: 1 [0: 0]\n@ 0xffffffffffffffff\n  t*: 1: 1 [0: 0]\n",
                 "total 1: 1 [0: 0]\n@ 0xffffffffffffffff  1: 1 [0: 0]\n"},
        BodyCase{"SameStackTwice",
                 "  t*: 3: 3 [0: 0]\n@ 0x10\n  t*: 1: 1 [0: 0]\n@ 0x10\n  t*: 2: 2 [0: 0]\n",
                 "total 3: 3 [0: 0]\n@ 0x10  1: 1 [0: 0]\n@ 0x10  2: 2 [0: 0]\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Damage, HeapV2,
    testing::Values(
        BodyCase{"BelowZero", "  t*: -1: -64 [0: 0]\n@ 0x10\n  t*: -1: 64 [0: 0]\n",
                 "total 0: 64 [0: 0]\n@ 0x10  0: 64 [0: 0]\n",
                 "warning: x.heap:2: expected a counter, got a number below zero; it counts as 0"
                 " (3 times)\n"},
        BodyCase{
            "WrappedAround", "  t*: 1: 1 [0: 0]\n@ 0x10\n  t*: 18446744073709551615: 64 [0: 0]\n",
            "total 1: 1 [0: 0]\n@ 0x10  0: 64 [0: 0]\n",
            "warning: x.heap:4: expected a counter, got a number below zero; it counts as 0\n"},
        BodyCase{"LargestCounter",
                 "  t*: 1: 1 [0: 0]\n@ 0x10\n  t*: 1: 9223372036854775807 [0: 0]\n",
                 "total 1: 1 [0: 0]\n@ 0x10  1: 9223372036854775807 [0: 0]\n"},
        BodyCase{
            "NumberTooLong",
            "  t*: 1: 1 [0: 0]\n@ 0x10\n  t*: 1: 1 [0: 0]\n  t0: 99999999999999999999: 1 [0: 0]\n",
            "total 1: 1 [0: 0]\n@ 0x10  1: 1 [0: 0]\n",
            std::string(kSkipped) + "5" + kExpectedCounts +
                "  t0: 99999999999999999999: 1 [0: 0]\"; the line is left out\n"},
        BodyCase{"AddressTooLong",
                 "  t*: 3: 3 [0: 0]\n@ 0x11112222333344445\n  t*: 1: 1 [0: 0]\n  t0: 1: 1 [0: 0]\n"
                 "@ 0x10\n  t*: 2: 2 [0: 0]\n",
                 "total 3: 3 [0: 0]\n@ 0x10  2: 2 [0: 0]\n",
                 std::string(kSkipped) +
                     "3: expected addresses after @, got \"@ 0x11112222333344445\"; the line is "
                     "left out\n"},
        BodyCase{"NoAddress",
                 "  t*: 3: 3 [0: 0]\n@ 0x10\n  t*: 2: 2 [0: 0]\n@ main\n  t*: 1: 1 [0: 0]\n",
                 "total 3: 3 [0: 0]\n@ 0x10  2: 2 [0: 0]\n",
                 std::string(kSkipped) +
                     "5: expected addresses after @, got \"@ main\"; the line is left out\n"},
        BodyCase{"Junk", "  t*: 1: 1 [0: 0]\n@ 0x10\n  t*: 1: 1 [0: 0]\n\x1b[31mjunk\n  t*: x\n",
                 "total 1: 1 [0: 0]\n@ 0x10  1: 1 [0: 0]\n",
                 std::string(kSkipped) + "5" + kExpectedCounts +
                     "?[31mjunk\"; the line is left out (2 times)\n"}),
    [](const auto& row) { return row.param.name; });

struct PeriodCase {
  std::string name;
  std::string header;
  std::string text;
};

class HeapV2Period : public testing::TestWithParam<PeriodCase> {};

TEST_P(HeapV2Period, Text) {
  const ReadText read = read_text(GetParam().header + "\n  t*: 1: 1 [0: 0]" + std::string(kMap));
  EXPECT_EQ(read.dump, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeapV2Period,
    testing::Values(
        PeriodCase{"Default", "heap_v2/524288",
                   "heap_v2, poisson 524288\ntotal 1: 1 [0: 0]\n" + std::string(kMapText)},
        PeriodCase{"EveryAllocation", "heap_v2/1",
                   "heap_v2, none 1\ntotal 1: 1 [0: 0]\n" + std::string(kMapText)},
        PeriodCase{"Zero", "heap_v2/0",
                   "heap_v2, none 0\ntotal 1: 1 [0: 0]\n" + std::string(kMapText)},
        PeriodCase{
            "BeyondInt64", "heap_v2/18446744073709551615",
            "heap_v2, poisson 9223372036854775807\ntotal 1: 1 [0: 0]\n" + std::string(kMapText)},
        PeriodCase{"Missing", "heap_v2/",
                   "error: x.heap:1: expected a sample period after heap_v2/, got none\n"},
        PeriodCase{"NoNumber", "heap_v2/x",
                   "error: x.heap:1: expected a sample period after heap_v2/, got none\n"},
        PeriodCase{"TooLong", "heap_v2/99999999999999999999",
                   "error: x.heap:1: expected a sample period after heap_v2/, got none\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
