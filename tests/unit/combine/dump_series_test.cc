// SPDX-License-Identifier: Apache-2.0
//
// Which dumps belong together: by their names, and by what they hold.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "jescope/combine/dump_series.h"
#include "jescope/combine/same_process.h"

namespace jescope {
namespace {

using Paths = std::vector<std::string>;

struct SeriesCase {
  std::string name;
  Paths paths;
  std::string text;
};

class GroupByProcess : public testing::TestWithParam<SeriesCase> {};

TEST_P(GroupByProcess, Text) {
  std::string text;
  for (const DumpSeries& series : group_by_process(GetParam().paths)) {
    text += fmt::format("{}: {}\n", series.process, fmt::join(series.paths, " "));
  }
  EXPECT_EQ(text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GroupByProcess,
    testing::Values(
        SeriesCase{"Nothing", {}, ""},
        SeriesCase{"NumbersNotTexts",
                   Paths{"j.7.10.i10.heap", "j.7.9.i9.heap", "j.7.100.i100.heap"},
                   "j, process 7: j.7.9.i9.heap j.7.10.i10.heap j.7.100.i100.heap\n"},
        SeriesCase{"Processes", Paths{"j.8.1.i1.heap", "j.7.1.i1.heap", "j.8.0.i0.heap"},
                   "j, process 8: j.8.0.i0.heap j.8.1.i1.heap\n"
                   "j, process 7: j.7.1.i1.heap\n"},
        SeriesCase{"FoldersAreHosts", Paths{"a/j.1.0.f.heap", "b/j.1.0.f.heap"},
                   "j, process 1: a/j.1.0.f.heap\nj, process 1: b/j.1.0.f.heap\n"},
        SeriesCase{"Prefixes", Paths{"j.1.0.f.heap", "k.1.0.f.heap"},
                   "j, process 1: j.1.0.f.heap\nk, process 1: k.1.0.f.heap\n"},
        SeriesCase{"PidNamespaces", Paths{"j.4026532001.1.0.m0.heap", "j.4026532002.1.0.m0.heap"},
                   "j, process 1: j.4026532001.1.0.m0.heap\n"
                   "j, process 1: j.4026532002.1.0.m0.heap\n"},
        SeriesCase{"KindsShareTheSequence", Paths{"j.1.2.f.heap", "j.1.0.i0.heap", "j.1.1.u0.heap"},
                   "j, process 1: j.1.0.i0.heap j.1.1.u0.heap j.1.2.f.heap\n"},
        SeriesCase{"Compressed", Paths{"j.1.1.i1.heap.gz", "j.1.0.i0.heap"},
                   "j, process 1: j.1.0.i0.heap j.1.1.i1.heap.gz\n"},
        SeriesCase{"OwnNames", Paths{"b.heap", "a.heap"}, "b.heap: b.heap\na.heap: a.heap\n"}),
    [](const auto& row) { return row.param.name; });

Dump dump_of(uint64_t first_start, uint64_t stack_end, const std::string& program = "/opt/app") {
  Dump dump;
  dump.mappings = {{0x10, 0x20, 0, true, false, ""},
                   {first_start, first_start + 0x1000, 0, true, false, program},
                   {stack_end - 0x5000, stack_end, 0, false, false, "[stack]"}};
  return dump;
}

struct SameCase {
  std::string name;
  Dump a;
  Dump b;
  bool same;
};

class SameProcess : public testing::TestWithParam<SameCase> {};

TEST_P(SameProcess, EitherWay) {
  EXPECT_EQ(looks_like_same_process(GetParam().a, GetParam().b), GetParam().same);
  EXPECT_EQ(looks_like_same_process(GetParam().b, GetParam().a), GetParam().same);
}

Dump with_larger_stack(Dump dump) {
  dump.mappings.back().start -= 0x10000;
  return dump;
}

INSTANTIATE_TEST_SUITE_P(
    Table, SameProcess,
    testing::Values(
        SameCase{"EqualMaps", dump_of(0x5000, 0x90000), dump_of(0x5000, 0x90000), true},
        SameCase{"TheStackGrew", dump_of(0x5000, 0x90000),
                 with_larger_stack(dump_of(0x5000, 0x90000)), true},
        SameCase{"OtherLoadAddress", dump_of(0x5000, 0x90000), dump_of(0x6000, 0x90000), false},
        SameCase{"OtherStack", dump_of(0x5000, 0x90000), dump_of(0x5000, 0x91000), false},
        SameCase{"OtherProgram", dump_of(0x5000, 0x90000), dump_of(0x5000, 0x90000, "/b"), false},
        SameCase{"NoMap", Dump(), Dump(), false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
