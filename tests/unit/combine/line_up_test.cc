// SPDX-License-Identifier: Apache-2.0
#include "jescope/combine/line_up.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/snapshot_text.h"

namespace jescope {
namespace {

struct LineUpCase {
  std::string name;
  std::vector<std::string> profiles;
  std::string text;
  size_t distinct_stacks;  // rows of the stack table
};

std::vector<Profile> profiles_of(const std::vector<std::string>& texts) {
  std::vector<Profile> profiles;
  for (const std::string& text : texts) profiles.push_back(profile_of(text));
  return profiles;
}

class LineUp : public testing::TestWithParam<LineUpCase> {};

TEST_P(LineUp, Snapshots) {
  const Profile profile = line_up(profiles_of(GetParam().profiles));
  EXPECT_EQ(snapshots_to_text(profile), GetParam().text);
  EXPECT_EQ(profile.stacks.size(), GetParam().distinct_stacks);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LineUp,
    testing::Values(
        LineUpCase{"Nothing", {}, "", 0}, LineUpCase{"One", {"m;f 6/2~4\n"}, "-\nm;f 6/2~4\n", 2},
        LineUpCase{"SameStackIsEnteredOnce",
                   {"m;f 10/2~4\n", "m;f 30/4~12\n"},
                   "-\nm;f 10/2~4\n-\nm;f 30/4~12\n",
                   2},
        LineUpCase{"OrderIsKept", {"b 2\n", "a 1\n", "b 3\n"}, "-\nb 2\n-\na 1\n-\nb 3\n", 2},
        LineUpCase{"EmptyInTheMiddle", {"m 1\n", "", "m 2\n"}, "-\nm 1\n-\n-\nm 2\n", 1},
        LineUpCase{"WithoutFrames", {" 1\n", " 2\nm 3\n"}, "-\n 1\n-\n 2\nm 3\n", 1},
        LineUpCase{
            "PlacesDiffer", {"m|a.cc:1 1\n", "m|a.cc:2 1\n"}, "-\nm|a.cc:1 1\n-\nm|a.cc:2 1\n", 2}),
    [](const auto& row) { return row.param.name; });

TEST(LineUpHeading, TellsOfEachSnapshot) {
  Profile a = profile_of("m 1/1/1/1\n");
  a.sample_period_bytes = 4096;
  a.snapshots = {{"a.heap", 7, 11, false, 0}};
  Profile b = profile_of("m 1\n");
  b.sample_period_bytes = 8192;
  const std::vector<Profile> both = {a, b};
  const Profile profile = line_up(both);
  EXPECT_EQ(profile.snapshots,
            (std::vector<Snapshot>{{"a.heap", 7, 11, true, 4096}, {"", 0, 0, false, 8192}}));
  EXPECT_EQ(profile.sample_period_bytes, 4096u);
  EXPECT_FALSE(profile.has_totals) << "the second one lacks them";
}

TEST(LineUpHeading, HasTotalsWhenAllHave) {
  const std::vector<Profile> both = profiles_of({"m 1/1/1/1\n", "m 2/2/2/2\n"});
  EXPECT_TRUE(line_up(both).has_totals);
}

// A place of an address profile: module path, offset, names the dump gives it.
struct PlaceSpec {
  std::string path;
  uint64_t offset;
  std::string given_names = {};
};

// One dump: a single stack of places, outermost first, and its bytes.
AddressProfile dump_of(const std::vector<PlaceSpec>& outermost_first, int64_t bytes) {
  AddressProfile profile;
  profile.sample_period_bytes = 4096;
  LocationStacks::Row stack;
  for (const PlaceSpec& place : outermost_first) {
    auto module = std::ranges::find(profile.modules, place.path, &Module::path);
    const auto row = static_cast<size_t>(module - profile.modules.begin());
    if (module == profile.modules.end()) {
      profile.modules.push_back({ModuleKind::kFile, place.path, false, false, {}});
    }
    profile.locations.push_back({ModuleId(row), place.offset, place.given_names, 0, 0});
    stack = profile.stacks.child(stack, LocationId(profile.locations.size() - 1));
  }
  AddressSample sample{stack, {}};
  sample.values[Metric::kInuseSpace].value = bytes;
  profile.samples.push_back(sample);
  return profile;
}

std::string to_text(const AddressProfile& profile) {
  std::string text;
  for (const AddressSample& sample : profile.samples) {
    text += fmt::format("{}:", sample.snapshot);
    for (const LocationId id : profile.stacks.outermost_first(sample.stack)) {
      const Location& location = profile.locations[id.row()];
      text += fmt::format(" {}+{:x}{}", profile.modules[location.module.row()].path,
                          location.offset, location.given_names);
    }
    text += fmt::format(" {}\n", sample.values[Metric::kInuseSpace].value);
  }
  return text;
}

AddressProfile series_of(const std::vector<AddressProfile>& dumps) {
  SeriesBuilder builder;
  for (const AddressProfile& dump : dumps) builder.add(dump, {});
  return builder.take();
}

TEST(Series, EqualPlacesAreEnteredOnce) {
  const AddressProfile series = series_of({dump_of({{"/app", 0x10}, {"/lib", 0x10}}, 5),
                                           dump_of({{"/lib", 0x10}, {"/app", 0x10}}, 6),
                                           dump_of({{"/app", 0x10}, {"/lib", 0x10}}, 7)});
  EXPECT_EQ(to_text(series), "0: /app+10 /lib+10 5\n1: /lib+10 /app+10 6\n2: /app+10 /lib+10 7\n");
  EXPECT_EQ(series.modules.size(), 2u);
  EXPECT_EQ(series.locations.size(), 2u);
  EXPECT_EQ(series.stacks.size(), 4u);
}

TEST(Series, PlacesWithOtherGivenNamesStayApart) {
  const AddressProfile series = series_of({dump_of({{"[anonymous]", 0x10, "=Foo"}}, 5),
                                           dump_of({{"[anonymous]", 0x10, "=Bar"}}, 6),
                                           dump_of({{"[anonymous]", 0x10, "=Foo"}}, 7)});
  EXPECT_EQ(to_text(series),
            "0: [anonymous]+10=Foo 5\n1: [anonymous]+10=Bar 6\n"
            "2: [anonymous]+10=Foo 7\n");
  EXPECT_EQ(series.locations.size(), 2u);
}

TEST(Series, ANamelessPlaceOfAFileIsTheNamedOne) {
  const AddressProfile series =
      series_of({dump_of({{"/app", 0x10}}, 5), dump_of({{"/app", 0x10, "=Foo"}}, 6),
                 dump_of({{"/app", 0x10}}, 7)});
  EXPECT_EQ(to_text(series), "0: /app+10=Foo 5\n1: /app+10=Foo 6\n2: /app+10=Foo 7\n");
  EXPECT_EQ(series.locations.size(), 1u);
}

TEST(Series, ADeletedFileIsAnotherModule) {
  AddressProfile after = dump_of({{"/lib", 0x10}}, 6);
  after.modules.front().deleted = true;
  EXPECT_EQ(series_of({dump_of({{"/lib", 0x10}}, 5), after}).modules.size(), 2u);
}

TEST(Series, WithoutFrames) {
  EXPECT_EQ(to_text(series_of({dump_of({}, 5), dump_of({}, 6)})), "0: 5\n1: 6\n");
}

TEST(Series, HeadingIsTheFirstDumpsAndTotalsAreOfAll) {
  AddressProfile a = dump_of({{"/app", 1}}, 5);
  a.process_id = 301;
  a.has_totals = true;
  AddressProfile b = dump_of({{"/app", 1}}, 6);
  b.sample_period_bytes = 8192;
  SeriesBuilder builder;
  builder.add(a, {"a.heap", 1, 0, false, 0});
  builder.add(b, {"b.heap", 2, 0, true, 0});
  const AddressProfile series = builder.take();
  EXPECT_EQ(series.process_id, 301u);
  EXPECT_EQ(series.sample_period_bytes, 4096u);
  EXPECT_FALSE(series.has_totals);
  EXPECT_EQ(series.snapshots,
            (std::vector<Snapshot>{{"a.heap", 1, 0, true, 4096}, {"b.heap", 2, 0, false, 8192}}));
}

TEST(Series, BuilderIsEmptyAfterwards) {
  SeriesBuilder builder;
  builder.add(dump_of({{"/app", 1}}, 5), {});
  builder.take();
  EXPECT_TRUE(builder.take().snapshots.empty());
  builder.add(dump_of({{"/b", 2}}, 6), {});
  EXPECT_EQ(to_text(builder.take()), "0: /b+2 6\n");
}

}  // namespace
}  // namespace jescope
