// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/exports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/profile_text.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

struct FoldedCase {
  std::string name;
  std::string profile;
  Metric metric;
  std::string text;
};

class Folded : public testing::TestWithParam<FoldedCase> {};

TEST_P(Folded, Text) {
  EXPECT_EQ(render_folded(profile_of(GetParam().profile), GetParam().metric), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Folded,
    testing::Values(FoldedCase{"SortedBytewise", "m;b 1\nm;a 2\nM 4\n", Metric::kInuseSpace,
                               "M 4\nm;a 2\nm;b 1\n"},
                    FoldedCase{"Objects", "m 64/2/640/20\n", Metric::kInuseObjects, "m 2\n"},
                    FoldedCase{"AllocSpace", "m 64/2/640/20\n", Metric::kAllocSpace, "m 640\n"},
                    FoldedCase{"ZeroIsLeftOut", "m 0/0/640/20\nn 1/1/1/1\n", Metric::kInuseSpace,
                               "n 1\n"},
                    FoldedCase{"BlanksInNames", "main;operator new(unsigned long) 1\n",
                               Metric::kInuseSpace, "main;operator new(unsigned long) 1\n"},
                    FoldedCase{"Unnamed", "main;||/lib/libx.so+0x1a2b 1\n", Metric::kInuseSpace,
                               "main;libx.so+0x1a2b 1\n"},
                    FoldedCase{"Nothing", "", Metric::kInuseSpace, ""}),
    [](const auto& row) { return row.param.name; });

// A profile of one stack "main" → `name`, whatever bytes that has.
Profile profile_with_name(std::string_view name) {
  Profile profile = profile_of("main;x|||i 64/2/128/4~25\n");
  profile.granularity = Granularity::kFunction;
  profile.frames[1].function = profile.strings.intern(name);
  return profile;
}

TEST(FoldedNames, CannotBreakALineApart) {
  EXPECT_EQ(render_folded(profile_with_name("a;b\nc\td\x1b[31m\xff"), Metric::kInuseSpace),
            "main;a:b c d\uFFFD[31m\uFFFD 64\n");
}

TEST(FoldedNames, LinesThatBecomeEqualAreAddedUp) {
  Profile profile = profile_of("x 1\ny 2\n");
  profile.frames[0].function = profile.strings.intern("a;b");
  profile.frames[1].function = profile.strings.intern("a:b");
  EXPECT_EQ(render_folded(profile, Metric::kInuseSpace), "a:b 3\n");
}

TEST(ProfileJson, Whole) {
  Profile profile = profile_of(
      "main|m.cc:3|/app+0x10;put|c.cc:5|/app+0x20;in|v.h:9|/app+0x20|i 8/1/80/10~4\n"
      "||/app+0x30 16/2/16/2\n",
      Granularity::kAddress);
  profile.sample_period_bytes = 4096;
  profile.modules = {{"/app", "3f00", "DWARF", ""}};
  EXPECT_EQ(
      render_profile_json(profile),
      R"({"schema":"jescope/profile/1","sample_period":4096,)"
      R"("modules":[{"path":"/app","build_id":"3f00"}],"stacks":[)"
      "\n"
      R"({"frames":[{"function":"","file":"","line":0,"module":"/app","offset":48,"inlined":false}],)"
      R"("inuse_space":16,"inuse_objects":2,"alloc_space":16,"alloc_objects":2,"inuse_space_sigma":0},)"
      "\n"
      R"({"frames":[{"function":"in","file":"v.h","line":9,"module":"/app","offset":32,"inlined":true},)"
      R"({"function":"put","file":"c.cc","line":5,"module":"/app","offset":32,"inlined":false},)"
      R"({"function":"main","file":"m.cc","line":3,"module":"/app","offset":16,"inlined":false}],)"
      R"("inuse_space":8,"inuse_objects":1,"alloc_space":80,"alloc_objects":10,"inuse_space_sigma":2}]})"
      "\n");
}

TEST(ProfileJson, NamesAreEscaped) {
  const std::string text = render_profile_json(profile_with_name("\"a\\\n\x1b\xff\""));
  EXPECT_NE(text.find("{\"function\":\"\\\"a\\\\\\n\\u001b\\ufffd\\\"\","), std::string::npos)
      << text;
}

TEST(ProfileJson, Nothing) {
  EXPECT_EQ(
      render_profile_json({}),
      "{\"schema\":\"jescope/profile/1\",\"sample_period\":0,\"modules\":[],\"stacks\":[]}\n");
}

TEST(Speedscope, AProfileForEachMetric) {
  Profile profile =
      profile_of("main|m.cc:3;put 8/1/80/10\nmain|m.cc:3 0/0/16/2\n", Granularity::kLine);
  EXPECT_EQ(
      render_speedscope(profile, Metric::kAllocSpace, "x.heap"),
      R"({"$schema":"https://www.speedscope.app/file-format-schema.json",)"
      R"("exporter":"jescope","name":"x.heap","activeProfileIndex":0,)"
      "\n"
      R"("shared":{"frames":[)"
      "\n"
      R"({"name":"main m.cc:3","file":"m.cc","line":3},)"
      "\n"
      R"({"name":"put"}]},)"
      "\n"
      R"("profiles":[)"
      "\n"
      R"({"type":"sampled","name":"alloc_space","unit":"bytes","startValue":0,"endValue":96,)"
      "\n"
      R"("samples":[[0,1],[0]],)"
      "\n"
      R"("weights":[80,16]},)"
      "\n"
      R"({"type":"sampled","name":"inuse_space","unit":"bytes","startValue":0,"endValue":8,)"
      "\n"
      R"("samples":[[0,1]],)"
      "\n"
      R"("weights":[8]},)"
      "\n"
      R"({"type":"sampled","name":"inuse_objects","unit":"none","startValue":0,"endValue":1,)"
      "\n"
      R"("samples":[[0,1]],)"
      "\n"
      R"("weights":[1]},)"
      "\n"
      R"({"type":"sampled","name":"alloc_objects","unit":"none","startValue":0,"endValue":12,)"
      "\n"
      R"("samples":[[0,1],[0]],)"
      "\n"
      R"("weights":[10,2]}]})"
      "\n");
}

TEST(Speedscope, AProfileForEachSnapshot) {
  const std::string text =
      render_speedscope(side_by_side("main 8\n", "main 16\n"), Metric::kInuseSpace, "series");
  EXPECT_NE(text.find("\"endValue\":8,\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\"endValue\":16,\n"), std::string::npos) << text;
}

TEST(StackRows, OneLineAStack) {
  EXPECT_EQ(render_stack_rows(profile_of("main||/app;put||/b.so 8/1/80/10~4\n"), "x.heap"),
            R"({"dump":"x.heap","sequence":0,"pid":0,"time":null,"written_ns":0,)"
            R"("stack":["main","put"],)"
            R"("modules":["/app","/b.so"],"inuse_space":8,"inuse_objects":1,"alloc_space":80,)"
            R"("alloc_objects":10,"inuse_space_sigma":2})"
            "\n");
}

TEST(StackRows, TheDumpsNameTellsItsSequence) {
  const std::string rows = render_stack_rows(profile_of("main 8\n"), "jeprof.out.301.17.i9.heap");
  EXPECT_NE(rows.find(R"("dump":"jeprof.out.301.17.i9.heap","sequence":17,"pid":301,)"),
            std::string::npos)
      << rows;
}

TEST(StackRows, TimesAreThoseOfUtc) {
  Profile profile = side_by_side("main 8\n", "main 16\n");
  profile.snapshots[0].written_ns = 951'782'399'250'000'000;
  const std::string rows = render_stack_rows(profile, "x");
  EXPECT_NE(rows.find(R"("time":"2000-02-28T23:59:59.250Z","written_ns":951782399250000000,)"),
            std::string::npos)
      << rows;
}

TEST(StackRows, NamesCannotBreakALineApart) {
  const std::string rows = render_stack_rows(profile_with_name("a\"\nb\xff"), "x\ny");
  EXPECT_EQ(std::ranges::count(rows, '\n'), 1);
  EXPECT_NE(rows.find(R"(["main","a\"\nb\ufffd"])"), std::string::npos) << rows;
  EXPECT_NE(rows.find(R"("dump":"x\ny")"), std::string::npos) << rows;
}

constexpr auto kCallgrindHead =
    "# callgrind format\nversion: 1\ncreator: jescope\ncmd: /app\npositions: line\n"
    "event: InuseBytes : Live bytes\nevent: InuseObjects : Live objects\n";

std::string callgrind_of(const std::string& profile_text) {
  const Profile profile = profile_of(profile_text, Granularity::kAddress);
  return render_callgrind(sum_call_costs(profile), profile.has_totals, "/app");
}

TEST(Callgrind, CallsLinesAndInlinedFiles) {
  EXPECT_EQ(callgrind_of("main|m.cc:3|/app+0x10;put|c.cc:5|/b.so+0x20;in|v.h:9|/b.so+0x20|i 8\n"
                         "main|m.cc:4|/app+0x14 16\n"),
            std::string(kCallgrindHead) +
                "events: InuseBytes InuseObjects\n"
                "summary: 24 2\n"
                "\n"
                "ob=(1) /app\n"
                "fl=(1) m.cc\n"
                "fn=(1) main\n"
                "4 16 1\n"
                "cob=(2) /b.so\n"
                "cfl=(2) c.cc\n"
                "cfn=(2) put\n"
                "calls=1 0\n"
                "3 8 1\n"
                "\n"
                "ob=(2)\n"
                "fl=(2)\n"
                "fn=(2)\n"
                "fi=(3) v.h\n"
                "9 8 1\n"
                "\n"
                "totals: 24 2\n");
}

TEST(Callgrind, TotalsOfProfAccum) {
  EXPECT_EQ(callgrind_of("main|m.cc:3|/app+0x10 0/0/80/10\n"),
            std::string(kCallgrindHead) +
                "event: AllocBytes : Allocated bytes\nevent: AllocObjects : Allocated objects\n"
                "events: InuseBytes InuseObjects AllocBytes AllocObjects\n"
                "summary: 0 0 80 10\n"
                "\n"
                "ob=(1) /app\n"
                "fl=(1) m.cc\n"
                "fn=(1) main\n"
                "3 0 0 80 10\n"
                "\n"
                "totals: 0 0 80 10\n");
}

TEST(Callgrind, UnknownNames) {
  EXPECT_EQ(callgrind_of("||/app+0x10 8\n"), std::string(kCallgrindHead) +
                                                 "events: InuseBytes InuseObjects\n"
                                                 "summary: 8 1\n"
                                                 "\n"
                                                 "ob=(1) /app\n"
                                                 "fl=(1) ??\n"
                                                 "fn=(1) app+0x10\n"
                                                 "0 8 1\n"
                                                 "\n"
                                                 "totals: 8 1\n");
}

TEST(Callgrind, Nothing) {
  EXPECT_EQ(callgrind_of(""), std::string(kCallgrindHead) +
                                  "events: InuseBytes InuseObjects\nsummary: 0 0\n\ntotals: 0 0\n");
}

TEST(Callgrind, NamesStayOnTheirLine) {
  const Profile profile = profile_with_name("a\nfn=(9) b");
  const std::string text = render_callgrind(sum_call_costs(profile), false, "x\ny");
  EXPECT_EQ(text.find("\nfn=(9)"), std::string::npos) << text;
  EXPECT_NE(text.find("\ncmd: x y\n"), std::string::npos) << text;
}

Profile sides_with(std::string_view before, std::string_view after) {
  return side_by_side(before, after, Granularity::kFunction);
}

TEST(FoldedSides, TwoColumnsZeroWhereASideHasNone) {
  EXPECT_EQ(
      render_folded_sides(sides_with("m;b 1\nm;gone 2\n", "m;b 3\nm;a 4\n"), Metric::kInuseSpace),
      "m;a 0 4\nm;b 1 3\nm;gone 2 0\n");
}

TEST(FoldedSides, OfAnyMetric) {
  EXPECT_EQ(
      render_folded_sides(sides_with("m 64/2\nz 0/0\n", "m 64/3\nz 0/0\n"), Metric::kInuseObjects),
      "m 2 3\n");
}

TEST(FoldedSides, Nothing) {
  EXPECT_EQ(render_folded_sides(sides_with("", ""), Metric::kInuseSpace), "");
}

std::string callgrind_of_change(const std::string& signed_profile, Metric metric) {
  const Profile profile = profile_of(signed_profile, Granularity::kAddress);
  return render_callgrind_change(sum_change_costs(profile, metric), metric, "/app");
}

constexpr auto kChangeHead =
    "# callgrind format\nversion: 1\ncreator: jescope\ncmd: /app\npositions: line\n"
    "event: Grown : Bytes more\nevent: Shrunk : Bytes less\nevents: Grown Shrunk\n";

TEST(CallgrindChange, GrowthAndLossDoNotCancel) {
  EXPECT_EQ(callgrind_of_change("main|m.cc:3|/app+0x10;put|c.cc:5|/app+0x20 8\n"
                                "main|m.cc:3|/app+0x10;put|c.cc:6|/app+0x24 -3\n",
                                Metric::kInuseSpace),
            std::string(kChangeHead) +
                "summary: 8 3\n"
                "\n"
                "ob=(1) /app\n"
                "fl=(1) c.cc\n"
                "fn=(1) put\n"
                "5 8 0\n"
                "6 0 3\n"
                "\n"
                "ob=(1)\n"
                "fl=(2) m.cc\n"
                "fn=(2) main\n"
                "cfl=(1)\n"
                "cfn=(1)\n"
                "calls=1 0\n"
                "3 8 3\n"
                "\n"
                "totals: 8 3\n");
}

TEST(CallgrindChange, Extremes) {
  const std::string text = callgrind_of_change(
      "f|m.cc:3|/app+0x10 -9223372036854775808\nf|m.cc:4|/app+0x14 9223372036854775807\n",
      Metric::kInuseSpace);
  EXPECT_NE(text.find("summary: 9223372036854775807 9223372036854775807\n"), std::string::npos)
      << text;
}

TEST(CallgrindChange, Objects) {
  const std::string text = callgrind_of_change("f|m.cc:3|/app+0x10 8/-2\n", Metric::kInuseObjects);
  EXPECT_NE(text.find("event: Grown : Objects more\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n3 0 2\n"), std::string::npos) << text;
}

TEST(CallgrindChange, Nothing) {
  EXPECT_EQ(callgrind_of_change("f|m.cc:3|/app+0x10 0\n", Metric::kInuseSpace),
            std::string(kChangeHead) + "summary: 0 0\n\ntotals: 0 0\n");
}

}  // namespace
}  // namespace jescope
