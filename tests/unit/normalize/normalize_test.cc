// SPDX-License-Identifier: Apache-2.0
#include "jescope/normalize/normalize.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "jescope/normalize/scale.h"

namespace jescope {
namespace {

// Samples as "module+offset;... bytes/objects", outermost first, sorted.
std::string to_text(const AddressProfile& profile) {
  std::vector<std::string> lines;
  for (const AddressSample& sample : profile.samples) {
    std::string line;
    for (const LocationId id : profile.stacks.outermost_first(sample.stack)) {
      const Location& location = profile.locations[id.row()];
      line += fmt::format("{}{}+{:x}", line.empty() ? "" : ";",
                          profile.modules[location.module.row()].path, location.offset);
      if (!location.given_names.empty()) line += "=" + location.given_names;
    }
    lines.push_back(fmt::format("{} {}/{}\n", line, sample.values[Metric::kInuseSpace].value,
                                sample.values[Metric::kInuseObjects].value));
  }
  std::ranges::sort(lines);
  return fmt::format("{}", fmt::join(lines, ""));
}

// Two libraries at equal offsets, code of a just-in-time compiler, the vdso.
Dump dump_with_map() {
  Dump dump;
  dump.has_mappings = true;
  dump.mappings = {{0x1000, 0x2000, 0x0, false, false, "/opt/app"},
                   {0x2000, 0x3000, 0x1000, true, false, "/opt/app"},
                   {0x5000, 0x6000, 0x400, true, false, "/lib/a.so"},
                   {0x7000, 0x8000, 0x400, true, false, "/lib/b.so"},
                   {0x9000, 0xa000, 0x0, true, false, ""},
                   {0xb000, 0xc000, 0x0, true, true, "/lib/a.so"},
                   {0xd000, 0xe000, 0x0, true, false, "[vdso]"},
                   {0xe000, 0xf000, 0x0, true, false, "[heap]"}};
  return dump;
}

AddressId address_row(Dump& dump, uint64_t address) {
  const auto found = std::ranges::find(dump.addresses, address);
  const auto row = static_cast<size_t>(found - dump.addresses.begin());
  if (found == dump.addresses.end()) dump.addresses.push_back(address);
  return AddressId(row);
}

// Adds a record with `innermost_first` return addresses.
void add(Dump& dump, const std::vector<uint64_t>& innermost_first, const Counts& counts,
         const std::vector<ThreadCounts>& threads = {}) {
  DumpRecord record;
  record.first_frame = dump.frames.size();
  record.depth = static_cast<uint32_t>(innermost_first.size());
  record.first_thread_line = dump.thread_counts.size();
  record.thread_lines = static_cast<uint32_t>(threads.size());
  record.counts = counts;
  for (const uint64_t address : innermost_first) {
    dump.frames.push_back(address_row(dump, address));
  }
  dump.thread_counts.insert(dump.thread_counts.end(), threads.begin(), threads.end());
  dump.records.push_back(record);
}

struct PlaceCase {
  std::string name;
  std::vector<uint64_t> innermost_first;
  std::string text;
};

class Places : public testing::TestWithParam<PlaceCase> {};

TEST_P(Places, Text) {
  Dump dump = dump_with_map();
  add(dump, GetParam().innermost_first, {1, 64, 0, 0});
  EXPECT_EQ(to_text(normalize(dump, {})), GetParam().text + " 64/1\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, Places,
    testing::Values(
        PlaceCase{"TheByteBeforeTheReturnAddress", {0x2011}, "/opt/app+1010"},
        PlaceCase{"InnermostTooIsAReturnAddress", {0x5001, 0x2001}, "/opt/app+1000;/lib/a.so+400"},
        PlaceCase{"CallAtTheEndOfAMapping", {0x3000}, "/opt/app+1fff"},
        PlaceCase{"EqualOffsetsOfTwoLibraries", {0x5011, 0x7011}, "/lib/b.so+410;/lib/a.so+410"},
        PlaceCase{"DeletedFileIsAnother", {0xb411, 0x5011}, "/lib/a.so+410;/lib/a.so+410"},
        PlaceCase{"Anonymous", {0x9011}, "[anonymous]+9010"},
        PlaceCase{"HeapIsAnonymousToo", {0xe011}, "[anonymous]+e010"},
        PlaceCase{"Vdso", {0xd011}, "[vdso]+10"},
        PlaceCase{"Unmapped", {0x4001}, "[unmapped]+4000"},
        PlaceCase{"BeforeAllMappings", {0x1}, "[unmapped]+0"},
        PlaceCase{"BehindAllMappings", {UINT64_MAX}, "[unmapped]+fffffffffffffffe"},
        PlaceCase{"EndsInZero", {0x2011, 0}, "/opt/app+1010"}, PlaceCase{"NoBacktrace", {}, ""}),
    [](const auto& row) { return row.param.name; });

TEST(Normalize, EqualStacksMeetAfterScaling) {
  Dump dump = dump_with_map();
  dump.scaling = Scaling::kPoisson;
  dump.sample_period_bytes = 4096;
  const Counts small{10, 80, 0, 0};
  const Counts large{1, 8192, 0, 0};
  add(dump, {0x2011}, small);
  add(dump, {0x2011}, large);
  Values expected = scale(small, Scaling::kPoisson, 4096);
  expected += scale(large, Scaling::kPoisson, 4096);
  const AddressProfile profile = normalize(dump, {});
  ASSERT_EQ(profile.samples.size(), 1u);
  EXPECT_EQ(profile.samples.front().values, expected);
  EXPECT_EQ(estimate_total(dump), expected);
  EXPECT_EQ(profile.sample_period_bytes, 4096u);
}

TEST(Normalize, StacksThatOnlyTheAddressSpaceTellsApartMeet) {
  Dump dump = dump_with_map();
  dump.mappings.push_back({0x20000, 0x21000, 0x1000, true, false, "/opt/app"});
  add(dump, {0x2011}, {1, 10, 0, 0});
  add(dump, {0x20011}, {2, 20, 0, 0});
  add(dump, {}, {4, 40, 0, 0});
  add(dump, {0}, {8, 80, 0, 0});
  EXPECT_EQ(to_text(normalize(dump, {})), " 120/12\n/opt/app+1010 30/3\n");
}

TEST(Normalize, RecordsWithoutValuesAreLeftOut) {
  Dump dump = dump_with_map();
  add(dump, {0x2011}, {0, 0, 0, 0});
  add(dump, {0x2021}, {0, 0, 3, 30});
  const AddressProfile profile = normalize(dump, {});
  EXPECT_EQ(to_text(profile), "/opt/app+1020 0/0\n");
  EXPECT_TRUE(profile.has_totals);
}

TEST(Normalize, TotalsAreThoseOfProfAccum) {
  Dump dump = dump_with_map();
  add(dump, {0x2011}, {1, 10, 0, 0});
  EXPECT_FALSE(normalize(dump, {}).has_totals);
}

TEST(Normalize, TheRecorderKeepsTotalsAlways) {
  Dump dump = dump_with_map();
  dump.recorder = RecorderNotes{};
  EXPECT_TRUE(normalize(dump, {}).has_totals) << "nothing was allocated, which is known";
}

struct ThreadCase {
  std::string name;
  ThreadChoice threads;
  std::string text;
};

class Threads : public testing::TestWithParam<ThreadCase> {};

TEST_P(Threads, Text) {
  Dump dump = dump_with_map();
  add(dump, {0x2011}, {6, 60, 0, 0}, {{1, {1, 10, 0, 0}}, {2, {2, 20, 0, 0}}, {1, {3, 30, 0, 0}}});
  add(dump, {0x2021}, {1, 7, 0, 0}, {{2, {1, 7, 0, 0}}});
  EXPECT_EQ(to_text(normalize(dump, GetParam().threads)), GetParam().text);
}

using ThreadSet = std::set<uint64_t>;

INSTANTIATE_TEST_SUITE_P(
    Table, Threads,
    testing::Values(ThreadCase{"All", std::nullopt, "/opt/app+1010 60/6\n/opt/app+1020 7/1\n"},
                    ThreadCase{"OneWithTwoLines", ThreadSet{1}, "/opt/app+1010 40/4\n"},
                    ThreadCase{"Another", ThreadSet{2}, "/opt/app+1010 20/2\n/opt/app+1020 7/1\n"},
                    ThreadCase{"Both", ThreadSet{1, 2}, "/opt/app+1010 60/6\n/opt/app+1020 7/1\n"},
                    ThreadCase{"Nobody", ThreadSet{9}, ""},
                    ThreadCase{"NoneChosen", ThreadSet{}, ""}),
    [](const auto& row) { return row.param.name; });

TEST(EstimateThreads, InTheOrderOfTheHeader) {
  Dump dump;
  dump.threads = {{7, "seven", {}}, {3, "three", {}}, {5, "idle", {}}};
  add(dump, {}, {0, 0, 0, 0}, {{3, {1, 10, 0, 0}}, {7, {2, 20, 0, 0}}});
  add(dump, {}, {0, 0, 0, 0}, {{3, {1, 10, 0, 0}}});
  std::vector<int64_t> bytes;
  for (const Values& values : estimate_threads(dump)) {
    bytes.push_back(values[Metric::kInuseSpace].value);
  }
  EXPECT_EQ(bytes, (std::vector<int64_t>{20, 20, 0}));
}

struct GivenCase {
  std::string name;
  std::vector<GivenSymbol> symbols;
  std::string text;
};

class GivenNames : public testing::TestWithParam<GivenCase> {};

TEST_P(GivenNames, Text) {
  Dump dump = dump_with_map();
  dump.symbols = GetParam().symbols;
  add(dump, {0x2011}, {1, 64, 0, 0});
  EXPECT_EQ(to_text(normalize(dump, {})), GetParam().text + " 64/1\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, GivenNames,
    testing::Values(
        GivenCase{"OfTheReturnAddress", {{0x2011, "f--g"}}, "/opt/app+1010=f--g"},
        GivenCase{"OfTheByteBefore", {{0x2010, "f"}}, "/opt/app+1010=f"},
        GivenCase{"ByteBeforeIsPreferred", {{0x2011, "next"}, {0x2010, "f"}}, "/opt/app+1010=f"},
        GivenCase{"FirstOfTwo", {{0x2010, "f"}, {0x2010, "g"}}, "/opt/app+1010=f"},
        GivenCase{"Others", {{0x2012, "g"}, {0x200f, "e"}}, "/opt/app+1010"}),
    [](const auto& row) { return row.param.name; });

struct ProgramCase {
  std::string name;
  std::string named;  // "binary=" of a symbolized dump
  std::vector<std::string> paths;
  std::string program;
};

class Program : public testing::TestWithParam<ProgramCase> {};

TEST_P(Program, Path) {
  Dump dump;
  dump.program = GetParam().named;
  uint64_t start = 0x1000;
  for (const std::string& path : GetParam().paths) {
    dump.mappings.push_back({start, start + 0x1000, 0, true, false, path});
    start += 0x1000;
  }
  std::string program;
  for (const Module& module : normalize(dump, {}).modules) {
    if (module.is_program) program += module.path;
  }
  EXPECT_EQ(program, GetParam().program);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Program,
    testing::Values(
        ProgramCase{"FirstThatIsNoLibrary", "", {"/lib/a.so", "/opt/app", "/opt/b"}, "/opt/app"},
        ProgramCase{"VersionedLibraries", "", {"/lib/libm.so.6", "/opt/app"}, "/opt/app"},
        ProgramCase{"Named", "/opt/b", {"/opt/app", "/opt/b"}, "/opt/b"},
        ProgramCase{"NamedButNotMapped", "/home/me/app", {"/opt/app"}, "/opt/app"},
        ProgramCase{"MemoryIsNoProgram", "", {"/memfd:code", "/dev/zero", "/opt/app"}, "/opt/app"},
        ProgramCase{"NoFile", "", {"", "[vdso]"}, ""}),
    [](const auto& row) { return row.param.name; });

// Code that a program copied to memory without a file, at [0x12000, 0x14000).
struct RemapCase {
  std::string name;
  std::vector<Mapping> mappings;
  std::string text;  // of the call at 0x13010
};

class RemappedText : public testing::TestWithParam<RemapCase> {};

TEST_P(RemappedText, BelongsToTheFileAroundIt) {
  Dump dump;
  dump.has_mappings = true;
  dump.mappings = GetParam().mappings;
  add(dump, {0x13011}, {1, 64, 0, 0});
  EXPECT_EQ(to_text(normalize(dump, {})), GetParam().text + " 64/1\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, RemappedText,
    testing::Values(RemapCase{"BetweenCodeOfOneFile",
                              {{0x10000, 0x12000, 0x0, true, false, "/opt/a b"},
                               {0x12000, 0x14000, 0x0, true, false, ""},
                               {0x14000, 0x15000, 0x4000, true, false, "/opt/a b"}},
                              "/opt/a b+3010"},
                    RemapCase{"AllOfTheCode",
                              {{0x10000, 0x12000, 0x0, false, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, false, "[anon:text]"},
                               {0x14000, 0x15000, 0x4000, false, false, "/opt/app"}},
                              "/opt/app+3010"},
                    RemapCase{"CodeBeforeTellsTheOffset",
                              {{0x10000, 0x12000, 0x1000, true, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, true, "/dev/zero"},
                               {0x14000, 0x15000, 0x4000, false, false, "/opt/app"}},
                              "/opt/app+4010"},
                    RemapCase{"CodeBehindTellsTheOffset",
                              {{0x10000, 0x12000, 0x0, false, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, true, "/anon_hugepage"},
                               {0x14000, 0x15000, 0x3000, true, false, "/opt/app"}},
                              "/opt/app+2010"},
                    RemapCase{"InSeveralPieces",
                              {{0x10000, 0x12000, 0x0, true, false, "/opt/app"},
                               {0x12000, 0x13000, 0x0, true, false, ""},
                               {0x13000, 0x14000, 0x0, true, false, "[anon:x]"},
                               {0x14000, 0x15000, 0x4000, false, false, "/opt/app"}},
                              "/opt/app+3010"},
                    RemapCase{"OfADeletedFile",
                              {{0x10000, 0x12000, 0x0, true, true, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, false, ""},
                               {0x14000, 0x15000, 0x4000, false, true, "/opt/app"}},
                              "/opt/app+3010"},
                    RemapCase{"UncertainOffset",
                              {{0x10000, 0x12000, 0x0, false, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, false, ""},
                               {0x14000, 0x15000, 0x3000, false, false, "/opt/app"}},
                              "[anonymous]+13010"},
                    RemapCase{"HoleIsNotFilled",
                              {{0x10000, 0x12000, 0x0, true, false, "/opt/app"},
                               {0x12800, 0x14000, 0x0, true, false, ""},
                               {0x14000, 0x15000, 0x4000, true, false, "/opt/app"}},
                              "[anonymous]+13010"},
                    RemapCase{"BetweenTwoFiles",
                              {{0x10000, 0x12000, 0x0, true, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, false, ""},
                               {0x14000, 0x15000, 0x0, true, false, "/lib/a.so"}},
                              "[anonymous]+13010"},
                    RemapCase{"DataIsNotCode",
                              {{0x10000, 0x12000, 0x0, true, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, false, false, ""},
                               {0x14000, 0x15000, 0x4000, true, false, "/opt/app"}},
                              "[anonymous]+13010"},
                    RemapCase{"MapsInNoOrder",
                              {{0x14000, 0x15000, 0x4000, true, false, "/opt/app"},
                               {0x12000, 0x14000, 0x0, true, false, ""},
                               {0x10000, 0x12000, 0x0, true, false, "/opt/app"}},
                              "/opt/app+3010"}),
    [](const auto& row) { return row.param.name; });

TEST(Remapped, CountsAsTheFilesCode) {
  Dump dump;
  dump.mappings = {{0x10000, 0x12000, 0x0, true, false, "/opt/app"},
                   {0x12000, 0x14000, 0x0, true, false, ""},
                   {0x14000, 0x15000, 0x4000, true, false, "/opt/app"}};
  const AddressProfile profile = normalize(dump, {});
  const auto app = std::ranges::find(profile.modules, "/opt/app", &Module::path);
  ASSERT_NE(app, profile.modules.end());
  ASSERT_EQ(app->ranges.size(), 3u);
  EXPECT_EQ(app->ranges[1].file_offset, 0x2000u);
  EXPECT_TRUE(app->ranges[1].executable);
}

// Where the linker put a place, for modules in unusual positions.
struct LinkCase {
  std::string name;
  std::vector<Mapping> mappings;
  uint64_t address;
  uint64_t link_address;
};

class LinkAddresses : public testing::TestWithParam<LinkCase> {};

TEST_P(LinkAddresses, FollowTheMap) {
  Dump dump;
  dump.mappings = GetParam().mappings;
  add(dump, {GetParam().address + 1}, {1, 64, 0, 0});
  EXPECT_EQ(normalize(dump, {}).locations.front().link_address, GetParam().link_address);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LinkAddresses,
    testing::Values(LinkCase{"FixedProgram",
                             {{0x400000, 0x401000, 0x0, false, false, "/opt/app"},
                              {0x401000, 0x402000, 0x1000, true, false, "/opt/app"}},
                             0x401010,
                             0x401010},
                    LinkCase{"AddressesRunAheadOfOffsets",
                             {{0x7f0000000000, 0x7f0000001000, 0x0, false, false, "/lib/a.so"},
                              {0x7f0000002000, 0x7f0000003000, 0x1000, true, false, "/lib/a.so"}},
                             0x7f0000002010,
                             0x2010},
                    LinkCase{"SecondCopyOfALibrary",
                             {{0x7f0000000000, 0x7f0000002000, 0x0, true, false, "/lib/a.so"},
                              {0x7f1000000000, 0x7f1000002000, 0x0, true, false, "/lib/a.so"}},
                             0x7f1000001010,
                             0x1010},
                    LinkCase{"CodeInTheFirstPage",
                             {{0x7f0000000000, 0x7f0000001000, 0x0, false, false, "/opt/app"},
                              {0x7f0000001000, 0x7f0000002000, 0x0, true, false, "/opt/app"}},
                             0x7f0000001dde,
                             0x1dde},
                    LinkCase{"CodeInTheFirstPageOfTheSecondCopy",
                             {{0x7f0000000000, 0x7f0000001000, 0x0, false, false, "/lib/a.so"},
                              {0x7f0000001000, 0x7f0000002000, 0x0, true, false, "/lib/a.so"},
                              {0x7f0000002000, 0x7f0000003000, 0x0, false, false, "/lib/a.so"},
                              {0x7f0000003000, 0x7f0000004000, 0x0, true, false, "/lib/a.so"}},
                             0x7f0000003dde,
                             0x1dde},
                    LinkCase{"CodeInTheFirstPageBehindAGap",
                             {{0x550000000000, 0x550000001000, 0x0, false, false, "/opt/app"},
                              {0x550000010000, 0x550000011000, 0x0, true, false, "/opt/app"}},
                             0x550000010dde,
                             0x10dde},
                    LinkCase{"CopySideBySideWithAnother",
                             {{0x7f0000000000, 0x7f0000001000, 0x0, true, false, "/lib/a.so"},
                              {0x7f0000001000, 0x7f0000002000, 0x1000, false, false, "/lib/a.so"},
                              {0x7f0000002000, 0x7f0000003000, 0x0, true, false, "/lib/a.so"}},
                             0x7f0000002010,
                             0x10},
                    LinkCase{"ReadAsDataBelowItsCode",
                             {{0x7f0000000000, 0x7f0000020000, 0x0, false, false, "/lib/a.so"},
                              {0x7f0000020000, 0x7f0000030000, 0x0, true, false, "/lib/a.so"}},
                             0x7f0000020010,
                             0x10},
                    LinkCase{"FileInMemory",
                             {{0x7f0000000000, 0x7f0000002000, 0x0, true, true, "/memfd:lib a"}},
                             0x7f0000001010,
                             0x1010}),
    [](const auto& row) { return row.param.name; });

TEST(ProgramOfAMap, HasCode) {
  Dump dump;
  dump.mappings = {{0x1000, 0x2000, 0, false, false, "/usr/lib/jvm/classes.jsa"},
                   {0x5000, 0x6000, 0, true, false, "/usr/bin/java"}};
  for (const Module& module : normalize(dump, {}).modules) {
    EXPECT_EQ(module.is_program, module.path == "/usr/bin/java") << module.path;
  }
}

TEST(Modules, RangesTellWhatWasMapped) {
  const AddressProfile profile = normalize(dump_with_map(), {});
  const auto app = std::ranges::find(profile.modules, "/opt/app", &Module::path);
  ASSERT_NE(app, profile.modules.end());
  ASSERT_EQ(app->ranges.size(), 2u);
  EXPECT_EQ(app->ranges[1].file_offset, 0x1000u);
  EXPECT_EQ(app->ranges[1].length_bytes, 0x1000u);
  EXPECT_TRUE(app->ranges[1].executable);
  EXPECT_FALSE(app->ranges[0].executable);
}

}  // namespace
}  // namespace jescope
