// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/dump_info.h"

#include <gtest/gtest.h>

#include "summary_text.h"
#include "tests/support/profile_text.h"

namespace jescope {
namespace {

struct ShareCase {
  std::string name;
  std::string profile;
  double share;
};

class NamedShare : public testing::TestWithParam<ShareCase> {};

TEST_P(NamedShare, OfLiveBytes) {
  EXPECT_DOUBLE_EQ(named_share(profile_of(GetParam().profile), Metric::kInuseSpace),
                   GetParam().share);
}

INSTANTIATE_TEST_SUITE_P(Table, NamedShare,
                         testing::Values(ShareCase{"All", "m;f 3\n", 1},
                                         ShareCase{"Innermost", "m;f 3\nm;||a+0x1 1\n", 0.75},
                                         ShareCase{"OuterNamesDoNotCount", "m;||a+0x1 1\n", 0},
                                         ShareCase{"WithoutFrames", " 1\nm 1\n", 0.5},
                                         ShareCase{"Nothing", "", 1}),
                         [](const auto& row) { return row.param.name; });

std::string modules_text(const DumpInfo& info) {
  std::string text;
  for (const ModuleShare& module : info.modules) {
    text += fmt::format("{} {} {} of {} named, {} with line, from {}{}\n", module.names.path,
                        module.self[Metric::kInuseSpace].value, module.places.named,
                        module.places.all, module.places.with_line, module.names.source,
                        module.names.reason.empty() ? "" : ": " + module.names.reason);
  }
  return text;
}

TEST(DumpInfo, CountsPlacesByModule) {
  Profile profile = profile_of(
      "main|m.cc:1|/app+0x10;f||/b.so+0x1 8\n"
      "main|m.cc:1|/app+0x10;||/b.so+0x2 16\n"
      "main|m.cc:1|/app+0x10;put|c.cc:2|/app+0x18;in|v.h:3|/app+0x18|i 4\n",
      Granularity::kAddress);
  profile.modules = {{"/app", "11", "DWARF", ""}, {"/b.so", "", "none", "not found here"}};
  EXPECT_EQ(modules_text(describe_dump(Dump(), profile, profile, {})),
            "/b.so 24 1 of 2 named, 0 with line, from none: not found here\n"
            "/app 4 2 of 2 named, 2 with line, from DWARF\n");
}

TEST(DumpInfo, ThreadsLargestFirst) {
  Dump dump;
  dump.threads = {{3, "small", {}}, {4, "", {}}, {1, "large one", {}}, {2, "", {}}};
  std::vector<Values> values(4);
  values[0][Metric::kInuseSpace].value = 1;
  values[2][Metric::kInuseSpace].value = 9;
  std::string text;
  for (const ThreadShare& thread : describe_dump(dump, {}, {}, values).threads) {
    text += fmt::format("{} t{} {}\n", thread.values[Metric::kInuseSpace].value, thread.number,
                        thread.name);
  }
  EXPECT_EQ(text, "9 t1 large one\n1 t3 small\n0 t2 \n0 t4 \n");
}

TEST(DumpInfo, TellsTheRecorder) {
  Dump dump;
  dump.recorder = RecorderNotes{3, 1, 4096, 2};
  const DumpInfo info = describe_dump(dump, {}, {}, {});
  EXPECT_EQ(info.likely_allocator, "any allocator, by jescope record");
  EXPECT_EQ(info.recorder, dump.recorder);
}

TEST(DumpInfo, CountsRecordsWithoutBacktrace) {
  Dump dump;
  dump.records.resize(3);
  dump.records[1].depth = 2;
  dump.addresses = {0x10, 0x20};
  const DumpInfo info = describe_dump(dump, {}, {}, {});
  EXPECT_EQ(info.stacks, 3u);
  EXPECT_EQ(info.without_backtrace, 2u);
  EXPECT_EQ(info.addresses, 2u);
}

struct AllocatorCase {
  std::string name;
  DumpFormat format;
  std::string dump_name;
  std::string function;
  std::string text;
};

class LikelyAllocator : public testing::TestWithParam<AllocatorCase> {};

TEST_P(LikelyAllocator, Text) {
  Dump dump;
  dump.format = GetParam().format;
  dump.name = parse_dump_name(GetParam().dump_name);
  const Profile profile = profile_of(GetParam().function + "||/app+0x1 1\n");
  const DumpInfo info = describe_dump(dump, profile, profile, {});
  EXPECT_EQ(info.format + ", " + info.likely_allocator, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LikelyAllocator,
    testing::Values(AllocatorCase{"Old", DumpFormat::kHeapProfile, "", "f",
                                  "heap profile text, jemalloc 3.6 or older, or gperftools"},
                    AllocatorCase{"Growth", DumpFormat::kGrowth, "", "f",
                                  "growth text, gperftools"},
                    AllocatorCase{"Four", DumpFormat::kHeapV2, "j.1.1.i1.heap", "prof_backtrace",
                                  "heap_v2, jemalloc 4.0 or later"},
                    AllocatorCase{"BacktraceIsSplit", DumpFormat::kHeapV2, "",
                                  "prof_backtrace_impl", "heap_v2, jemalloc 5.3.0 or later"},
                    AllocatorCase{"PidNamespace", DumpFormat::kHeapV2, "j.4026531836.1.1.i1.heap",
                                  "f", "heap_v2, jemalloc 5.3.1 or later"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
