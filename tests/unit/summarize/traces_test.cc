// SPDX-License-Identifier: Apache-2.0
//
// Traces and neighbours: views of whole stacks.
#include "jescope/summarize/traces.h"

#include <gtest/gtest.h>

#include "jescope/summarize/neighbours.h"
#include "summary_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

TEST(Traces, LargestFirstThenByName) {
  const Profile profile = profile_of("m;b 10\nm;a 10\nm;c 30/1/60/2\nm;d 0/0/90/9\n 5\n");
  EXPECT_EQ(to_text(list_traces(profile, Metric::kInuseSpace)),
            "total 55\n30 c m\n10 a m\n10 b m\n5\n");
  EXPECT_EQ(to_text(list_traces(profile, Metric::kAllocSpace)), "total 150\n90 d m\n60 c m\n");
}

TEST(Traces, KeepFirstSaysWhatItLeavesOut) {
  const TraceList list = list_traces(profile_of("a 1\nb 2\nc 4\n"), Metric::kInuseSpace);
  EXPECT_EQ(to_text(keep_first(list, 1)), "total 7\n4 c\n3 left out 2\n");
  EXPECT_EQ(to_text(keep_first(list, 3)), to_text(list));
  EXPECT_EQ(to_text(keep_first(list, 0)), "total 7\n7 left out 3\n");
}

struct PeekCase {
  std::string name;
  std::string profile;
  std::string wanted;
  std::string text;
};

class Neighbours : public testing::TestWithParam<PeekCase> {};

TEST_P(Neighbours, Text) {
  const auto is_wanted = [](std::string_view name) {
    return GetParam().wanted.find(name) != std::string::npos;
  };
  EXPECT_EQ(
      to_text(find_neighbours(profile_of(GetParam().profile), Metric::kInuseSpace, is_wanted)),
      GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Neighbours,
    testing::Values(PeekCase{"Middle", "m;f;a 1\nm;f;b 2\nt;f 4\nm;x 8\n", "f",
                             "total 15\n  < 4 t\n  < 3 m\n4 7 f\n  > 2 b\n  > 1 a\n"},
                    PeekCase{"Outermost", "m;f 1\nt;m 2\n", "m",
                             "total 3\n  < 2 t\n  < 1 (outermost)\n2 3 m\n  > 1 f\n"},
                    PeekCase{"RecursionCountsOnce", "m;f;f;f;a 8\n", "f",
                             "total 8\n  < 8 (itself)\n  < 8 m\n0 8 f\n  > 8 (itself)\n  > 8 a\n"},
                    PeekCase{"Several", "m;f;g 8\n", "f g",
                             "total 8\n  < 8 m\n0 8 f\n  > 8 g\n  < 8 f\n8 8 g\n"},
                    PeekCase{"Nobody", "m;f 8\n", "", "total 8\n"},
                    PeekCase{"WithoutFrames", " 8\n", "m", "total 8\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
