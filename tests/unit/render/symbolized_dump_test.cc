// SPDX-License-Identifier: Apache-2.0
#include "jescope/render/symbolized_dump.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

TEST(SymbolizedDump, Whole) {
  Profile profile = profile_of(
      "main|m.cc:3|/opt/app+0x10;put|c.cc:5|/lib/c.so+0x20;in|v.h:9|/lib/c.so+0x20|i "
      "64/2/640/20~4\n"
      "main|m.cc:3|/opt/app+0x10 8/1\n"
      "main|m.cc:3|/opt/app+0x10;f 0/0\n"
      " 5/1\n",
      Granularity::kAddress);
  profile.modules = {{"/lib/c.so", "", "", ""}, {"/opt/app", "", "", "", true}};
  profile.sample_period_bytes = 524288;
  EXPECT_EQ(render_symbolized_dump(profile),
            "--- symbol\n"
            "# estimates as exact counts: the format has no room for their sampling errors\n"
            "binary=/opt/app\n"
            "0x6d3c3e6f5f0dc340 main\n"
            "0x6d3c3e6f5f0dc341 main\n"
            "0x58ce51d698b92c91 put--in\n"
            "0x400003af107287c1 [no backtrace]\n"
            "---\n"
            "--- heap\n"
            "heap_v2/0\n"
            "  t*: 4: 77 [20: 640]\n"
            "@ 0x58ce51d698b92c91 0x6d3c3e6f5f0dc341\n"
            "  t*: 2: 64 [20: 640]\n"
            "@ 0x6d3c3e6f5f0dc341\n"
            "  t*: 1: 8 [0: 0]\n"
            "@ 0x400003af107287c1\n"
            "  t*: 1: 5 [0: 0]\n"
            "\n"
            "MAPPED_LIBRARIES:\n"
            "58ce500000000000-58ce540000000000 r--p 00000000 00:00 0    /lib/c.so\n"
            "6d3c3c0000000000-6d3c400000000000 r--p 00000000 00:00 0    /opt/app\n");
}

std::set<std::string> symbol_lines(const std::string& dump) {
  std::set<std::string> lines;
  std::istringstream stream(dump);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("0x")) lines.insert(line);
  }
  return lines;
}

// jeprof subtracts by address.
TEST(SymbolizedDump, PlacesHaveTheSameAddressInEveryDump) {
  const auto a =
      symbol_lines(render_symbolized_dump(profile_of("m||/b;f||/b;g||/b|i 1\nm||/b;h||/c 1\n")));
  const auto b = symbol_lines(
      render_symbolized_dump(profile_of("x||/a;h||/c 1\nm||/b;f||/b;g||/b|i;h||/c 1\n")));
  std::set<std::string> both;
  std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
  EXPECT_EQ(a.size(), 3u);
  EXPECT_EQ(both.size(), 2u) << "m as a caller and h; f--g calls in the second one only";
}

TEST(SymbolizedDump, CallSitesOfAFunctionArePutTogether) {
  const Profile profile =
      profile_of("m|a.cc:1|/a+0x1;f 1\nm|a.cc:2|/a+0x2;f 2\n", Granularity::kAddress);
  const std::string dump = render_symbolized_dump(profile);
  EXPECT_EQ(symbol_lines(dump).size(), 2u);
  EXPECT_EQ(std::ranges::count(dump, '@'), 1);
  EXPECT_NE(dump.find("\n  t*: 2: 3 [0: 0]\n"), std::string::npos);
}

TEST(SymbolizedDump, OfNothing) {
  EXPECT_EQ(render_symbolized_dump(Profile()),
            "--- symbol\n"
            "# estimates as exact counts: the format has no room for their sampling errors\n"
            "---\n--- heap\nheap_v2/0\n  t*: 0: 0 [0: 0]\n\nMAPPED_LIBRARIES:\n");
}

TEST(SymbolizedDump, BytesWithoutObjectsAreKept) {
  EXPECT_NE(render_symbolized_dump(profile_of("m 7/0\n")).find("\n  t*: 0: 7 [0: 0]\n"),
            std::string::npos);
}

struct NameCase {
  std::string name;
  std::string outer;
  std::string inner;  // inlined into `outer`
  std::string lines;
};

class SymbolizedNames : public testing::TestWithParam<NameCase> {};

// The lines of the symbol section, without addresses.
std::string names_in(const std::string& dump) {
  std::string names;
  for (size_t at = dump.find("\n0x"); at < dump.find("\n---\n"); at = dump.find('\n', at + 1)) {
    const size_t begin = at + 1 + std::string("0x0000100000000000 ").size();
    names += dump.substr(begin, dump.find('\n', at + 1) - begin) + "|";
  }
  return names;
}

TEST_P(SymbolizedNames, StandInLinesOfTheirOwn) {
  Profile profile = profile_of("x;y|||i 8/1\n");
  profile.frames[0].function = profile.strings.intern(GetParam().outer);
  profile.frames[1].function = profile.strings.intern(GetParam().inner);
  EXPECT_EQ(names_in(render_symbolized_dump(profile)), GetParam().lines);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SymbolizedNames,
    testing::Values(NameCase{"Plain", "main", "A::f(int, char**)", "main--A::f(int, char**)|"},
                    NameCase{"LineEnds", "a\nb\r", "c\td\x1b[1m", "a b--c d\uFFFD[1m|"},
                    NameCase{"SectionEnd", "m", "a\n---\nb", "m--a - - - b|"},
                    NameCase{"Separator", "a--b", "c---d", "a- -b--c- - -d|"},
                    NameCase{"Decrement", "It::operator--(int)", "operator--",
                             "It::operator--(int)--operator--|"},
                    NameCase{"Minus", "operator-", "f", "operator-|f|"},
                    NameCase{"Operator", "A::operator", "f", "A::operator|f|"},
                    NameCase{"MinusIsInlined", "f", "operator-", "f--operator-|"},
                    NameCase{"BeginsWithMinus", "f", "-[NSObject init]", "f---[NSObject init]|"},
                    NameCase{"Unknown",
                             "?"
                             "?",
                             "0x1234",
                             "[?"
                             "?]--[0x1234]|"},
                    NameCase{"BlanksAround", " a ", "  ", "a--[]|"}),
    [](const auto& row) { return row.param.name; });

struct ModuleCase {
  std::string name;
  std::string path;
  std::string map;
};

class SymbolizedModules : public testing::TestWithParam<ModuleCase> {};

TEST_P(SymbolizedModules, AreMapped) {
  Profile profile = profile_of("m||/x+0x10 8/1\n", Granularity::kAddress);
  profile.frames[0].module = profile.strings.intern(GetParam().path);
  const std::string dump = render_symbolized_dump(profile);
  const std::string heading = "MAPPED_LIBRARIES:\n";
  const std::string map = dump.substr(dump.find(heading) + heading.size());
  EXPECT_EQ(map.substr(std::min(map.find(' ') + 1, map.size())), GetParam().map);
}

std::string mapped(const std::string& path) {
  return "r--p 00000000 00:00 0    " + path + "\n";
}

INSTANTIATE_TEST_SUITE_P(Table, SymbolizedModules,
                         testing::Values(ModuleCase{"File", "/lib/a b.so", mapped("/lib/a b.so")},
                                         ModuleCase{"Jit", "[anonymous]", mapped("[anonymous]")},
                                         ModuleCase{"None", "", ""},
                                         ModuleCase{"Unmapped", "[unmapped]", ""},
                                         ModuleCase{"LineEnd", "/a\n--- heap", ""},
                                         ModuleCase{"Variable", "build=/x", ""},
                                         ModuleCase{"LooksDeleted", "/a (deleted)", ""}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
