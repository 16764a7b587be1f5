// SPDX-License-Identifier: Apache-2.0
//
// Names do not depend on how many threads look for them.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/symbolize/fixture.h"

namespace jescope {
namespace {

class Threads : public testing::TestWithParam<const char*> {};

TEST_P(Threads, FindTheSameChains) {
  if (!has_fixture(GetParam())) GTEST_SKIP() << "not built here: " << GetParam();
  std::vector<uint64_t> offsets;
  for (uint64_t at = 0x1000; at < 0x3000; at += 5) offsets.push_back(at);
  SymbolSearch search;
  const ModuleSymbols alone = look_up(module_at(fixture_path(GetParam())), offsets, search);
  EXPECT_EQ(alone.source, "DWARF");
  for (const unsigned threads : {2u, 3u, 64u}) {
    search.threads = threads;
    EXPECT_EQ(look_up(module_at(fixture_path(GetParam())), offsets, search).chains, alone.chains);
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Threads,
                         testing::Values("gcc-O2-dwarf5-pie", "clang-O2-dwarf5-pie", "gcc-O2-split",
                                         "gcc-O2-lto", "shared-parts"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace jescope
