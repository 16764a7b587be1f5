// SPDX-License-Identifier: Apache-2.0
//
// Two builds side by side meet by name.
#include "jescope/select/rename.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "jescope/select/regroup.h"
#include "tests/unit/select/side_by_side.h"

namespace jescope {
namespace {

struct RenameCase {
  std::string name;
  RenameOptions options;
  std::string before;
  std::string after;
  std::string text;
};

class Rename : public testing::TestWithParam<RenameCase> {};

TEST_P(Rename, Snapshots) {
  const RenameCase& row = GetParam();
  const Profile profile = side_by_side(row.before, row.after);
  EXPECT_EQ(snapshots_to_text(rename(profile, NameRules(), row.options).profile), row.text);
}

RenameOptions unify() {
  return {Paths::kUnify, {}};
}

RenameOptions incomparable(std::vector<std::string> modules) {
  return {Paths::kUnify, std::move(modules)};
}

INSTANTIATE_TEST_SUITE_P(
    Functions, Rename,
    testing::Values(RenameCase{"Meet",
                               {},
                               "main;put.cold 8\n",
                               "main;put.part.0 9\n",
                               "-\nmain;put 8\n-\nmain;put 9\n"},
                    RenameCase{"AddUp",
                               {},
                               "main;put.cold 8\nmain;put 1\n",
                               "main;put 4\n",
                               "-\nmain;put 9/2\n-\nmain;put 4\n"},
                    RenameCase{"OverloadsStayApart",
                               {},
                               "f(int) [clone .cold] 8\n",
                               "f(long) 9\n",
                               "-\nf(int) 8\n-\nf(long) 9\n"},
                    RenameCase{"PathsStay",
                               {},
                               "f|/a/x.c:1|/a/app+0x1 8\n",
                               "f|/b/x.c:1|/b/app+0x1 8\n",
                               "-\nf|/a/x.c:1|/a/app+0x1 8\n-\nf|/b/x.c:1|/b/app+0x1 8\n"},
                    RenameCase{"NoFrames", {}, " 8\n", " 9\n", "-\n 8\n-\n 9\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Paths, Rename,
    testing::Values(
        RenameCase{"SameName", unify(), "f||/a/lib/libx.so 8\n", "f||/b/libx.so 9\n",
                   "-\nf||/a/lib/libx.so 8\n-\nf||/a/lib/libx.so 9\n"},
        RenameCase{"Version", unify(), "f||/a/libx.so.6.1 8\n", "f||/a/libx.so.6.2 9\n",
                   "-\nf||/a/libx.so.6.1 8\n-\nf||/a/libx.so.6.1 9\n"},
        RenameCase{"TemporaryFile", unify(), "f||/tmp/libdb8372649182.so 8\n",
                   "f||/tmp/libdb192837465.so 9\n",
                   "-\nf||/tmp/libdb8372649182.so 8\n-\nf||/tmp/libdb8372649182.so 9\n"},
        RenameCase{"OtherName", unify(), "f||/a/liba2.so 8\n", "f||/a/liba3.so 9\n",
                   "-\nf||/a/liba2.so 8\n-\nf||/a/liba3.so 9\n"},
        RenameCase{"ModuleOnBothSides", unify(), "f||/a/libx.so 8\n",
                   "f||/b/libx.so 9\ng||/a/libx.so 1\n",
                   "-\nf||/a/libx.so 8\n-\nf||/b/libx.so 9\ng||/a/libx.so 1\n"},
        RenameCase{"TwoCandidates", unify(), "f||/a/libx.so 8\nf||/b/libx.so 4\n",
                   "f||/c/libx.so 9\n",
                   "-\nf||/a/libx.so 8\nf||/b/libx.so 4\n-\nf||/c/libx.so 9\n"},
        RenameCase{"Virtual", unify(), "f||[vdso] 8\n", "f||[anonymous] 9\n",
                   "-\nf||[vdso] 8\n-\nf||[anonymous] 9\n"},
        RenameCase{"SourceFolders", unify(), "f|/a/src/x.c:1 8\n", "f|/b/7/src/x.c:2 9\n",
                   "-\nf|/a/src/x.c:1 8\n-\nf|/a/src/x.c:2 9\n"},
        RenameCase{"SourcesOfOneName", unify(), "f|/a/net/x.c 8\ng|/a/db/x.c 4\n",
                   "f|/b/net/x.c 9\ng|/b/db/x.c 1\n",
                   "-\nf|/a/net/x.c 8\ng|/a/db/x.c 4\n-\nf|/a/net/x.c 9\ng|/a/db/x.c 1\n"},
        RenameCase{"SourceWithoutPeer", unify(), "f|/a/net/x.c 8\n",
                   "f|/b/net/x.c 9\ng|/b/db/x.c 1\n",
                   "-\nf|/a/net/x.c 8\n-\nf|/a/net/x.c 9\ng|/b/db/x.c 1\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Unnamed, Rename,
    testing::Values(
        RenameCase{"KeepTheirOffsets", unify(), "||/a/libx.so+0x10 8\n", "||/b/libx.so+0x20 9\n",
                   "-\n||/a/libx.so+0x10 8\n-\n||/a/libx.so+0x20 9\n"},
        RenameCase{"MeetInAnIncomparableModule", incomparable({"/a/libx.so", "/b/libx.so"}),
                   "||/a/libx.so+0x10 8\n", "||/b/libx.so+0x20 9\n",
                   "-\nlibx.so [no name]||/a/libx.so 8\n-\nlibx.so [no name]||/a/libx.so 9\n"},
        RenameCase{"NamedOnesStay", incomparable({"/a/libx.so"}),
                   "f||/a/libx.so+0x10;||/a/libx.so+0x20 8\n", "f||/a/libx.so+0x10 9\n",
                   "-\nf||/a/libx.so+0x10;libx.so [no name]||/a/libx.so 8\n"
                   "-\nf||/a/libx.so+0x10 9\n"}),
    [](const auto& row) { return row.param.name; });

// Makes functions of the form "libx.so!fn@0x10" what symbolize makes them.
Profile with_bounds(Profile profile) {
  for (Frame& frame : profile.frames) {
    const bool is_place = profile.text(frame.function).find("!fn@") != std::string_view::npos;
    if (is_place) frame.kind = FrameKind::kBounds;
  }
  return profile;
}

TEST(FunctionsWithBoundsOnly, FollowTheirModule) {
  const Profile profile =
      with_bounds(side_by_side("libdb8372649182.so!fn@0x10||/tmp/libdb8372649182.so+0x18 8\n",
                               "libdb192837465.so!fn@0x10||/tmp/libdb192837465.so+0x18 9\n"));
  EXPECT_EQ(snapshots_to_text(rename(profile, NameRules(), unify()).profile),
            "-\nlibdb8372649182.so!fn@0x10||/tmp/libdb8372649182.so+0x18 8\n"
            "-\nlibdb8372649182.so!fn@0x10||/tmp/libdb8372649182.so+0x18 9\n");
}

TEST(FunctionsWithBoundsOnly, HaveNoNameInAnotherBuild) {
  const Profile profile = with_bounds(
      side_by_side("libx.so!fn@0x10||/a/libx.so+0x18 8\n", "libx.so!fn@0x20||/a/libx.so+0x28 9\n"));
  const Renamed renamed = rename(profile, NameRules(), incomparable({"/a/libx.so"}));
  EXPECT_EQ(snapshots_to_text(renamed.profile),
            "-\nlibx.so [no name]||/a/libx.so 8\n-\nlibx.so [no name]||/a/libx.so 9\n");
  const Profile functions = regroup(renamed.profile, Granularity::kFunction);
  EXPECT_EQ(frame_label(functions, functions.frames.front()), "libx.so [no name]");
  EXPECT_FALSE(is_named(functions.frames.front()));
}

// C functions of one name stay apart by file, and meet in the other build.
TEST(Regrouped, StaticFunctionsMeetByTheirFile) {
  const Profile profile = side_by_side("init|/a/cache.c:1|app 8\ninit|/a/log.c:1|app 1\n",
                                       "init|/b/cache.c:2|app 9\ninit|/b/log.c:3|app 2\n");
  const Profile renamed = rename(profile, NameRules(), unify()).profile;
  EXPECT_EQ(snapshots_to_text(regroup(renamed, Granularity::kFunction)),
            "-\ninit (cache.c)|/a/cache.c|app 8\ninit (log.c)|/a/log.c|app 1\n"
            "-\ninit (cache.c)|/a/cache.c|app 9\ninit (log.c)|/a/log.c|app 2\n");
}

TEST(Regrouped, ProgramsMeetWhateverTheyAreCalled) {
  Profile profile = side_by_side("main||/a/service-1 8\n", "main||/a/service-2 9\n");
  for (const char* path : {"/a/service-1", "/a/service-2"}) {
    ModuleNames module;
    module.path = path;
    module.is_program = true;
    profile.modules.push_back(module);
  }
  const Profile renamed = rename(profile, NameRules(), unify()).profile;
  EXPECT_EQ(snapshots_to_text(regroup(renamed, Granularity::kModule)),
            "-\n||/a/service-1 8\n-\n||/a/service-1 9\n");
}

std::string to_text(const std::vector<MergedName>& names) {
  std::string text;
  for (const MergedName& name : names) {
    text += fmt::format("{} <- {}\n", name.name, fmt::join(name.from, ", "));
  }
  return text;
}

TEST(Merged, ListsWhatChanged) {
  const Profile profile = side_by_side("f.cold|/a/x.c|/a/app;g|/a/y.c;||/a/app+0x10 8\n",
                                       "f|/b/x.c|/b/app;f.part.0|/a/y.c;h 9\n");
  const MergedNames merged = rename(profile, NameRules(), unify()).merged;
  EXPECT_EQ(to_text(merged.functions), "f <- f, f.cold, f.part.0\n");
  EXPECT_EQ(to_text(merged.files), "/a/x.c <- /a/x.c, /b/x.c\n");
  EXPECT_EQ(to_text(merged.modules), "/a/app <- /a/app, /b/app\n");
}

TEST(UserRules, ApplyToFunctionsAndFiles) {
  const std::array<RuleText, 1> rule = {{{"s/v[0-9]/v/g", "--map"}}};
  const Result<NameRules> rules = NameRules::compile(TemplateArguments::kKeep, rule);
  ASSERT_TRUE(rules.ok());
  const Profile profile = side_by_side("v1::f|/v1/x.c|/v1/app 8\n", "v2::f|/v2/x.c|/v1/app 9\n");
  EXPECT_EQ(snapshots_to_text(rename(profile, *rules, {}).profile),
            "-\nv::f|/v/x.c|/v1/app 8\n-\nv::f|/v/x.c|/v1/app 9\n");
}

struct BuildCase {
  std::string name;
  std::vector<ModuleNames> before;
  std::vector<ModuleNames> after;
  std::vector<std::string> incomparable;  // beside what has no file
};

ModuleNames module_of(const std::string& path, const std::string& build_id,
                      bool is_program = false) {
  ModuleNames module;
  module.path = path;
  module.build_id = build_id;
  module.is_program = is_program;
  return module;
}

Profile with_modules(const std::vector<ModuleNames>& modules) {
  Profile profile;
  profile.modules = modules;
  return profile;
}

class Builds : public testing::TestWithParam<BuildCase> {};

TEST_P(Builds, Incomparable) {
  std::vector<std::string> expected = GetParam().incomparable;
  expected.insert(expected.end(), {"[anonymous]", "[unmapped]"});
  EXPECT_EQ(incomparable_modules(with_modules(GetParam().before), with_modules(GetParam().after)),
            expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Builds,
    testing::Values(
        BuildCase{"Same", {module_of("/a/x", "11")}, {module_of("/a/x", "11")}, {}},
        BuildCase{"Rebuilt", {module_of("/a/x", "11")}, {module_of("/a/x", "22")}, {"/a/x"}},
        BuildCase{"Moved", {module_of("/a/x", "11")}, {module_of("/b/x", "11")}, {}},
        BuildCase{"MovedAndRebuilt",
                  {module_of("/a/x", "11")},
                  {module_of("/b/x", "22")},
                  {"/a/x", "/b/x"}},
        BuildCase{"Unknown", {module_of("/a/x", "")}, {module_of("/b/x", "22")}, {}},
        BuildCase{"UnknownOfAnotherName",
                  {module_of("/a/x-1", "", true)},
                  {module_of("/a/x-2", "22", true)},
                  {"/a/x-1", "/a/x-2"}},
        BuildCase{"OnOneSide", {module_of("/a/x", "11")}, {module_of("/a/y", "22")}, {}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
