// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/two_sides.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/model/profile_builder.h"

namespace jescope {
namespace {

// Samples of "a", "b" and of no frames ('-') in several snapshots: "a1" is one
// byte of "a"; snapshots are parted by '|'.
Profile profile_of_snapshots(std::string_view text) {
  ProfileBuilder builder{Profile()};
  uint32_t snapshot = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|') {
      ++snapshot;
      continue;
    }
    FrameStacks::Row stack;
    if (text[i] != '-') {
      Frame frame;
      frame.function = builder.intern(text.substr(i, 1));
      stack = builder.child(stack, builder.intern(frame));
    }
    Values values;
    values[Metric::kInuseSpace].value = text[++i] - '0';
    builder.add(stack, values, snapshot);
  }
  return builder.take();
}

struct PairCase {
  std::string name;
  std::string snapshots;
  uint32_t before;
  uint32_t after;
  std::string pairs;
};

class PairUp : public testing::TestWithParam<PairCase> {};

TEST_P(PairUp, Text) {
  const Profile profile = profile_of_snapshots(GetParam().snapshots);
  std::string pairs;
  for (const TwoSides& sides : pair_up(profile, GetParam().before, GetParam().after)) {
    const std::string stack =
        sides.stack.is_none() ? "-"
                              : std::string(profile.text(
                                    profile.frame(profile.stacks.element(sides.stack)).function));
    pairs += fmt::format("{} {} {}\n", stack, sides.before[Metric::kInuseSpace].value,
                         sides.after[Metric::kInuseSpace].value);
  }
  EXPECT_EQ(pairs, GetParam().pairs);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PairUp,
    testing::Values(PairCase{"Nothing", "", 0, 1, ""}, PairCase{"Both", "a1|a2", 0, 1, "a 1 2\n"},
                    PairCase{"NewAndGone", "a1|b2", 0, 1, "a 1 0\nb 0 2\n"},
                    PairCase{"WithoutFrames", "-1|-2", 0, 1, "- 1 2\n"},
                    PairCase{"OthersAreLeftOut", "a1|b2|a3", 0, 2, "a 1 3\n"},
                    PairCase{"Backwards", "a1b5|a2", 1, 0, "a 2 1\nb 0 5\n"},
                    PairCase{"FirstAppearance", "b1a2|a3b4", 0, 1, "b 1 4\na 2 3\n"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
