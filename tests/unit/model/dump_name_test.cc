// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/dump_name.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace jescope {
namespace {

std::string to_text(const std::optional<DumpName>& name) {
  if (!name) return "none";
  const std::string space = name->pid_namespace.empty() ? "" : " in " + name->pid_namespace;
  return fmt::format("{} pid {}{} dump {} {} {}", name->prefix, name->pid, space, name->sequence,
                     dump_kind_name(name->kind), name->kind_sequence);
}

struct NameCase {
  std::string name;
  std::string path;
  std::string text;
};

class ParseDumpName : public testing::TestWithParam<NameCase> {};

TEST_P(ParseDumpName, Text) {
  EXPECT_EQ(to_text(parse_dump_name(GetParam().path)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseDumpName,
    testing::Values(
        NameCase{"Interval", "jeprof.301.17.i17.heap", "jeprof pid 301 dump 17 interval 17"},
        NameCase{"Final", "jeprof.301.18.f.heap", "jeprof pid 301 dump 18 final 0"},
        NameCase{"Manual", "jeprof.301.0.m0.heap", "jeprof pid 301 dump 0 manual 0"},
        NameCase{"Peak", "jeprof.301.40.u39.heap", "jeprof pid 301 dump 40 peak 39"},
        NameCase{"PrefixWithDots", "jeprof.out.301.17.i17.heap",
                 "jeprof.out pid 301 dump 17 interval 17"},
        NameCase{"PrefixEndsInNumber", "app.2.301.17.i17.heap",
                 "app.2 pid 301 dump 17 interval 17"},
        NameCase{"Namespace", "jeprof.4026531836.301.0.m0.heap",
                 "jeprof pid 301 in 4026531836 dump 0 manual 0"},
        NameCase{"EmptyPrefix", ".301.0.m0.heap", " pid 301 dump 0 manual 0"},
        NameCase{"Folder", "/var/tmp/a.b/jeprof.301.17.i17.heap",
                 "jeprof pid 301 dump 17 interval 17"},
        NameCase{"Gzip", "jeprof.301.17.i17.heap.gz", "jeprof pid 301 dump 17 interval 17"},
        NameCase{"Zstd", "jeprof.301.17.i17.heap.zst", "jeprof pid 301 dump 17 interval 17"},
        NameCase{"ManyDigits", "jeprof.301.10000.i9999.heap",
                 "jeprof pid 301 dump 10000 interval 9999"},
        NameCase{"OwnName", "leak.heap", "none"}, NameCase{"NoHeap", "jeprof.301.17.i17", "none"},
        NameCase{"OnlyHeap", ".heap", "none"}, NameCase{"Empty", "", "none"},
        NameCase{"NoPrefix", "301.17.i17.heap", "none"},
        NameCase{"UnknownKind", "jeprof.301.17.x17.heap", "none"},
        NameCase{"KindWithoutNumber", "jeprof.301.17.i.heap", "none"},
        NameCase{"FinalWithNumber", "jeprof.301.18.f1.heap", "none"},
        NameCase{"PidIsNoNumber", "jeprof.pod.17.i17.heap", "none"},
        NameCase{"SequenceIsNoNumber", "jeprof.301.x.i17.heap", "none"},
        NameCase{"NumberTooLong", "jeprof.301.17.i99999999999999999999.heap", "none"},
        NameCase{"TwoSuffixes", "jeprof.301.17.i17.heap.gz.zst", "none"},
        NameCase{"StandardInput", "-", "none"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
