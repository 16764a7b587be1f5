// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/profile.h"

#include <gtest/gtest.h>

#include <string>

#include "jescope/model/profile_builder.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

struct LabelCase {
  std::string name;
  std::string frame;  // see tests/support/profile_text.h
  Granularity granularity;
  std::string label;
};

class FrameLabel : public testing::TestWithParam<LabelCase> {};

TEST_P(FrameLabel, Text) {
  const Profile profile = profile_of(GetParam().frame + " 1", GetParam().granularity);
  EXPECT_EQ(frame_label(profile, profile.frames.front()), GetParam().label);
}

constexpr auto kWhole = "f(int)|/src/a.cc:7|/opt/libx.so+0x1a2b";
constexpr auto kUnnamed = "||/opt/libx.so+0x1a2b";

INSTANTIATE_TEST_SUITE_P(
    Table, FrameLabel,
    testing::Values(
        LabelCase{"Function", kWhole, Granularity::kFunction, "f(int)"},
        LabelCase{"FunctionUnnamed", kUnnamed, Granularity::kFunction, "libx.so+0x1a2b"},
        LabelCase{"Line", kWhole, Granularity::kLine, "f(int) a.cc:7"},
        LabelCase{"LineUnknown", "f|/src/a.cc", Granularity::kLine, "f a.cc"},
        LabelCase{"LineWithoutFile", "f", Granularity::kLine, "f"},
        LabelCase{"LineUnnamed", kUnnamed, Granularity::kLine, "libx.so+0x1a2b"},
        LabelCase{"File", "|/src/a.cc", Granularity::kFile, "/src/a.cc"},
        LabelCase{"FileUnknown", "||/opt/libx.so", Granularity::kFile, "libx.so (no source file)"},
        LabelCase{"FileOfNothing", "[no backtrace]", Granularity::kFile, "[no backtrace]"},
        LabelCase{"Module", "||/opt/libx.so", Granularity::kModule, "/opt/libx.so"},
        LabelCase{"ModuleOfNothing", "[no backtrace]", Granularity::kModule, "[no backtrace]"},
        LabelCase{"Address", kWhole, Granularity::kAddress, "libx.so+0x1a2b f(int) a.cc:7"},
        LabelCase{"AddressUnnamed", kUnnamed, Granularity::kAddress, "libx.so+0x1a2b"}),
    [](const auto& row) { return row.param.name; });

TEST(ProfileBuilder, EqualStacksMeet) {
  EXPECT_EQ(to_text(profile_of("main;f 1\nmain;g 2\nmain;f 4\n")), "main;f 5/2\nmain;g 2\n");
}

TEST(ProfileBuilder, SamplesWithoutFramesMeet) {
  EXPECT_EQ(to_text(profile_of(" 1\n 2\nmain 4\n")), " 3/2\nmain 4\n");
}

TEST(ProfileBuilder, FramesThatDifferInOneFieldStayApart) {
  const std::string text =
      "f 1\nf|a.cc 2\nf|a.cc:1 4\nf||x.so 8\nf||x.so+0x1 16\nf||x.so+0x1|i 32\n";
  EXPECT_EQ(to_text(profile_of(text)), text);
}

TEST(ProfileBuilder, CopiesFramesOfAnotherTable) {
  const Profile from = profile_of("main;f|a.cc:3|x.so+0x9|i 7/2/9/3~4\n");
  ProfileBuilder builder(from);
  builder.intern("moves the numbers of strings");
  std::vector<FrameId> frames;
  for (const Frame& frame : from.frames) frames.push_back(builder.copy_frame(from, frame));
  builder.add(frames, from.samples.front().values);
  EXPECT_EQ(to_text(builder.take()), to_text(from));
}

TEST(StackTable, ParentsPrecedeChildren) {
  const Profile profile = profile_of("a;b;c 1\na;b;d 1\na;e 1\nb;a 1\n");
  EXPECT_EQ(profile.stacks.size(), 7u);
  for (size_t i = 0; i < profile.stacks.size(); ++i) {
    const FrameStacks::Row parent = profile.stacks.parent(FrameStacks::Row(i));
    EXPECT_TRUE(parent.is_none() || parent.row() < i) << i;
  }
}

TEST(StringTable, EmptyTextIsNone) {
  StringTable strings;
  EXPECT_TRUE(strings.intern("").is_none());
  EXPECT_EQ(strings.text(StringId::none()), "");
  EXPECT_EQ(strings.intern("a"), strings.intern("a"));
  EXPECT_NE(strings.intern("a"), strings.intern("b"));
}

TEST(StringTable, ViewsOutliveGrowthAndMove) {
  StringTable strings;
  const StringId first = strings.intern("first");
  const std::string_view view = strings.text(first);
  for (int i = 0; i < 1000; ++i) strings.intern(std::to_string(i));
  const StringTable moved = std::move(strings);
  EXPECT_EQ(view.data(), moved.text(first).data());
  EXPECT_EQ(view, "first");
}

}  // namespace
}  // namespace jescope
