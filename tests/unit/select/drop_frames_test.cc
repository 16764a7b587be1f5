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

std::string refusal(const std::string& drop, const std::string& keep, const std::string& name,
                    const DropLimits& limits = {}) {
  const Result<Dump> dump = drop_frames(dump_of({"", {name}, drop, keep, {}}), limits);
  return dump.ok() ? "" : dump.error().message;
}

TEST(DropFramesPattern, ThatIsLongIsAnError) {
  const std::string most(4096, 'x');
  EXPECT_EQ(refusal(most, most, "f"), "");
  constexpr const char* kTooLong = "expected a pattern of at most 4096 bytes, got a longer one";
  EXPECT_EQ(refusal(most + "x", "", "f"), kTooLong);
  EXPECT_EQ(refusal("x", most + "x", "f"), kTooLong);
}

TEST(DropFramesPattern, ThatIsSlowIsAnError) {
  constexpr const char* kTooSlow =
      "expected a pattern that is matched quickly, got one that may take minutes for the profile's "
      "names";
  const std::string slow = "(.*a.{900}b)";
  EXPECT_EQ(refusal(slow, "", std::string(2'000'000, 'a')), kTooSlow);
  EXPECT_EQ(refusal("x", slow, std::string(2'000'000, 'a')), kTooSlow);
  EXPECT_EQ(refusal(slow, "", "f"), "");
  EXPECT_EQ(refusal("x", "", "f", {.steps = 0}), kTooSlow);
}

// A name of several places is tried once.
TEST(DropFramesPattern, CountsDifferentNames) {
  DropCase wanted{"", std::vector<std::string>(1000, "f--malloc"), "malloc", "", {}};
  EXPECT_TRUE(drop_frames(dump_of(wanted), {.steps = 1000}).ok());
}

// RE2 would write a line of its own for each.
TEST(DropFramesPattern, SaysNothingByItself) {
  std::string nested = "a";
  for (int i = 0; i < 600; ++i) nested.insert(0, "(").append("*)*");
  std::string repeated;
  for (int i = 0; i < 500; ++i) repeated += "(a*)*b|";
  testing::internal::CaptureStderr();
  for (const std::string& drop : {nested, repeated, std::string(10, '(') + "a{9}{9}{9}",
                                  std::string("((a{0,1000}){0,1000}){0,1000}")}) {
    refusal(drop, "", "f");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace jescope
