// SPDX-License-Identifier: Apache-2.0
//
// drop_frames and keep_frames as google/pprof applies them.
#include "jescope/select/drop_frames.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jescope {
namespace {

struct DropCase {
  std::string name;
  std::vector<std::string> stack;  // names of places, innermost first
  std::string drop;
  std::string keep;
  std::vector<std::string> expected;
};

class DropFrames : public testing::TestWithParam<DropCase> {};

Dump dump_of(const DropCase& wanted) {
  Dump dump;
  dump.drop_frames = wanted.drop;
  dump.keep_frames = wanted.keep;
  DumpRecord record;
  for (const std::string& names : wanted.stack) {
    dump.frames.push_back(AddressId(dump.addresses.size()));
    dump.addresses.push_back(dump.addresses.size() + 1);
    dump.places.push_back({std::nullopt, names, {{"a.cc", 1}}});
    ++record.depth;
  }
  dump.records.push_back(record);
  return dump;
}

TEST_P(DropFrames, Leaves) {
  const Result<Dump> dump = drop_frames(dump_of(GetParam()));
  ASSERT_TRUE(dump.ok());
  std::vector<std::string> left;
  const DumpRecord& record = dump->records.front();
  for (uint32_t i = 0; i < record.depth; ++i) {
    left.push_back(dump->places[dump->frames[record.first_frame + i].row()].names);
  }
  EXPECT_EQ(left, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DropFrames,
    testing::Values(
        DropCase{"WhatIsInsideGoes",
                 {"hook", "malloc", "f", "main"},
                 "malloc|calloc",
                 "",
                 {"f", "main"}},
        DropCase{"WholeNamesOnly", {"my_malloc", "main"}, "malloc", "", {"my_malloc", "main"}},
        DropCase{"ArgumentsDoNotCount", {"malloc(int)", "main"}, "malloc", "", {"main"}},
        DropCase{"BracketsOfNamesDo",
                 {"(anonymous namespace)::f(int)", "main"},
                 "\\(anonymous namespace\\)::f",
                 "",
                 {"main"}},
        DropCase{"KeptOnesStay", {"malloc", "main"}, "m.*c", "malloc", {"malloc", "main"}},
        DropCase{
            "TheOutermostCounts", {"g", "malloc", "f", "malloc", "main"}, "malloc", "", {"main"}},
        DropCase{"NothingIsOutside", {"g", "malloc"}, "malloc", "", {"g", "malloc"}},
        DropCase{"InlinedOnesAreCut", {"g", "f--malloc--h", "main"}, "malloc", "", {"f", "main"}},
        DropCase{"NoNames", {"", ""}, "malloc", "", {"", ""}}),
    [](const auto& row) { return row.param.name; });

TEST(DropFramesPattern, ThatIsNoneIsAnError) {
  const Result<Dump> dump = drop_frames(dump_of({"", {"f"}, "(", "", {}}));
  EXPECT_FALSE(dump.ok());
}

}  // namespace
}  // namespace jescope
