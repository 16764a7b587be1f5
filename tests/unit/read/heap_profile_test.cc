// SPDX-License-Identifier: Apache-2.0
//
// The header's last word says how counts were sampled; the expected scalings
// are those of gperftools' pprof (ReadHeapProfile).
#include <gtest/gtest.h>

#include "read_text.h"

namespace jescope {
namespace {

struct HeaderCase {
  std::string name;
  std::string header;
  std::string text;
};

class HeapProfileHeader : public testing::TestWithParam<HeaderCase> {};

TEST_P(HeapProfileHeader, Text) {
  const std::string record = "1: 9216 [ 2: 18432] @ 0x10 0x20\n";
  const ReadText read = read_text(GetParam().header + "\n" + record + std::string(kMap));
  EXPECT_EQ(read.dump,
            GetParam().text + "\n@ 0x10 0x20  1: 9216 [2: 18432]\n" + std::string(kMapText));
  EXPECT_EQ(read.diagnostics, "");
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeapProfileHeader,
    testing::Values(
        HeaderCase{"JemallocThree", "heap profile:  1: 9216 [ 2: 18432] @ heap_v2/524288",
                   "heap profile, poisson 524288\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"JemallocThreeUnsampled", "heap profile: 1: 9216 [2: 18432] @ heapprofile",
                   "heap profile, none 0\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"FirstVersion", "heap profile: 1: 9216 [2: 18432] @ heap/524288",
                   "heap profile, ratio 262144\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"FirstVersionWithoutPeriod", "heap profile: 1: 9216 [2: 18432] @ heap",
                   "heap profile, ratio 131072\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"SecondVersionWithoutPeriod", "heap profile: 1: 9216 [2: 18432] @ heap_v2/",
                   "heap profile, poisson 131072\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"OneBytePeriod", "heap profile: 1: 9216 [2: 18432] @ heap_v2/1",
                   "heap profile, none 1\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"PeriodBeyondInt64",
                   "heap profile: 1: 9216 [2: 18432] @ heap_v2/9223372036854775808",
                   "heap profile, poisson 9223372036854775807\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"Heapz", "heap profile: 1: 9216 [2: 18432] @ heapz_v2/524288",
                   "heap profile, poisson 524288\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"Growth", "heap profile: 1: 9216 [2: 18432] @ growthz/1",
                   "growth, none 0\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"OtherType", "heap profile: 1: 9216 [2: 18432] @ fragmentationz",
                   "heap profile, none 0\ntotal 1: 9216 [2: 18432]"},
        HeaderCase{"NoTypeNothingFreed", "heap profile: 1: 9216 [1: 9216]",
                   "heap profile, ratio 131072\ntotal 1: 9216 [1: 9216]"},
        HeaderCase{"NoType", "heap profile: 1: 9216 [2: 18432]",
                   "heap profile, none 0\ntotal 1: 9216 [2: 18432]"}),
    [](const auto& row) { return row.param.name; });

struct RecordCase {
  std::string name;
  std::string records;
  std::string text;
  std::string diagnostics = {};
};

class HeapProfileRecord : public testing::TestWithParam<RecordCase> {};

TEST_P(HeapProfileRecord, Text) {
  const ReadText read = read_text("heap profile: 1: 1 [2: 2] @ heapprofile\n" + GetParam().records +
                                  std::string(kMap));
  EXPECT_EQ(read.dump,
            "heap profile, none 0\ntotal 1: 1 [2: 2]\n" + GetParam().text + std::string(kMapText));
  EXPECT_EQ(read.diagnostics, GetParam().diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeapProfileRecord,
    testing::Values(
        RecordCase{"Freed", "0: 0 [ 7: 1016] @ 0x10\n", "@ 0x10  0: 0 [7: 1016]\n"},
        RecordCase{"WithoutBacktrace", "1: 1 [1: 1] @\n", "@  1: 1 [1: 1]\n"},
        RecordCase{"PaddedNumbers", "     1:     9216 [     1:     9216] @ 0x10\n",
                   "@ 0x10  1: 9216 [1: 9216]\n"},
        RecordCase{"Negative", "-1: -9216 [1: 9216] @ 0x10\n", "@ 0x10  0: 0 [1: 9216]\n",
                   "warning: x.heap:2: expected a counter, got a number below zero; it counts as 0"
                   " (2 times)\n"},
        RecordCase{"Junk", "1: 1 [1: 1]\n1: 1 [1: 1] @ 0x10\n", "@ 0x10  1: 1 [1: 1]\n",
                   "warning: x.heap:2: expected \"objects: bytes [objects: bytes] @ addresses\", "
                   "got \"1: 1 [1: 1]\"; the line is left out\n"},
        RecordCase{"Remarks", "1: 1 [1: 1] @ 0x11\n#\t0x10\tmain.grow+0x1\n#\t0x9\tmain.main\n\n",
                   "@ 0x11  1: 1 [1: 1]\n",
                   "note: x.heap:3: the line is a remark; it is left out (2 times)\n"
                   "hint: a Go program writes names that are read without ?debug=1\n"},
        RecordCase{"BadAddress", "1: 1 [1: 1] @ 0x10 20\n", "",
                   "warning: x.heap:2: expected addresses after @, got \"1: 1 [1: 1] @ 0x10 20\"; "
                   "the line is left out\n"}),
    [](const auto& row) { return row.param.name; });

TEST(HeapProfile, BadHeaderIsReported) {
  const ReadText read = read_text("heap profile: many\n1: 1 [1: 1] @ 0x10" + std::string(kMap));
  EXPECT_EQ(read.diagnostics,
            "warning: x.heap:1: expected totals \"objects: bytes [objects: bytes]\", got "
            "\"heap profile: many\"; the line is left out\n");
  EXPECT_EQ(read.dump, "heap profile, none 0\ntotal 0: 0 [0: 0]\n@ 0x10  1: 1 [1: 1]\n" +
                           std::string(kMapText));
}

}  // namespace
}  // namespace jescope
