// SPDX-License-Identifier: Apache-2.0
//
// What counts as named, module by module.
#include "jescope/summarize/symbol_report.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

std::string to_text(const NamedParts& parts) {
  return fmt::format("{}/{}/{}", parts.all, parts.named, parts.with_line);
}

// A line a module: bytes and places, each as all/named/with a line.
std::string to_text(const SymbolReport& report) {
  std::string text;
  for (const ModuleShare& module : report.modules) {
    text +=
        fmt::format("{} {} {}\n", module.names.path, to_text(module.bytes), to_text(module.places));
  }
  return text + fmt::format("= {} {}\n", to_text(report.bytes), to_text(report.places));
}

struct ReportCase {
  const char* name;
  const char* profile;
  const char* text;
};

class Shares : public testing::TestWithParam<ReportCase> {};

TEST_P(Shares, ByModule) {
  const Profile profile = profile_of(GetParam().profile, Granularity::kAddress);
  EXPECT_EQ(to_text(report_symbols("x.heap", profile)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Shares,
    testing::Values(
        ReportCase{"BytesOfTheInnermostFrame",
                   "main|m.cc:1|/app+0x10;||/b.so+0x1 8\nmain|m.cc:1|/app+0x10 3\n",
                   "/b.so 8/0/0 1/0/0\n/app 3/3/3 1/1/1\n= 11/3/3 2/1/1\n"},
        ReportCase{"InlinedFramesAreNoPlaces", "f|a.cc:1|/app+0x1;in|v.h:2|/app+0x1|i 5\n",
                   "/app 5/5/5 1/1/1\n= 5/5/5 1/1/1\n"},
        ReportCase{"LargestFirstThenByPath", "f||/b.so+0x1 1\nf||/a.so+0x1 1\nf||/c.so+0x1 2\n",
                   "/c.so 2/2/0 1/1/0\n/a.so 1/1/0 1/1/0\n/b.so 1/1/0 1/1/0\n= 4/4/0 3/3/0\n"},
        ReportCase{"WithoutFramesNothingIsNamed", " 4\nf||/a+0x1 4\n",
                   "/a 4/4/0 1/1/0\n= 8/4/0 1/1/0\n"},
        ReportCase{"Nothing", "", "= 0/0/0 0/0/0\n"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Shares, ManyNamelessBytesHaveAReason) {
  const Profile profile =
      profile_of("||/a.so+0x1 1\nf||/a.so+0x2 9\nf||/b.so+0x1 9\n", Granularity::kAddress);
  const SymbolReport report = report_symbols("x.heap", profile);
  EXPECT_EQ(report.modules[0].names.path, "/a.so");
  EXPECT_EQ(report.modules[0].names.reason, "places that hold much of its memory have no name");
  EXPECT_EQ(report.modules[1].names.reason, "");
}

TEST(Shares, BoundsAreNoNames) {
  Profile profile = profile_of("fn@0x10||/a.so+0x1 4\n", Granularity::kAddress);
  for (Frame& frame : profile.frames) frame.kind = FrameKind::kBounds;
  EXPECT_EQ(to_text(report_symbols("x.heap", profile)), "/a.so 4/0/0 1/0/0\n= 4/0/0 1/0/0\n");
}

TEST(Shares, OfNothingAreWhole) {
  EXPECT_EQ(named_share(NamedParts{}), 1);
  EXPECT_EQ(lines_share(NamedParts{}), 1);
}

}  // namespace
}  // namespace jescope
