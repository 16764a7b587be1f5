// SPDX-License-Identifier: Apache-2.0
#include "jescope/combine/spread.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace jescope {
namespace {

// Snapshots 0, 1, ... with so many samples each.
Profile series(size_t snapshot_count, size_t samples_each) {
  Profile profile;
  for (uint32_t at = 0; at < snapshot_count; ++at) {
    profile.snapshots.push_back({std::to_string(at), at, 0, false, 1});
    for (size_t i = 0; i < samples_each; ++i) profile.samples.push_back({{}, {}, at});
  }
  return profile;
}

std::string sources_of(const Profile& profile) {
  std::string text;
  for (const Snapshot& snapshot : profile.snapshots) text += snapshot.source + " ";
  return text;
}

struct SpreadCase {
  std::string name;
  size_t snapshots;
  SpreadLimits limits;
  std::string expected;
};

class Spread : public testing::TestWithParam<SpreadCase> {};

TEST_P(Spread, Table) {
  const Profile spread = take_spread(series(GetParam().snapshots, 10), GetParam().limits);
  EXPECT_EQ(sources_of(spread), GetParam().expected);
  EXPECT_EQ(spread.samples.size(), 10 * spread.snapshots.size());
  for (size_t i = 0; i < spread.samples.size(); ++i) EXPECT_EQ(spread.samples[i].snapshot, i / 10);
}

INSTANTIATE_TEST_SUITE_P(Table, Spread,
                         testing::Values(SpreadCase{"All", 3, {5, 1000}, "0 1 2 "},
                                         SpreadCase{"Four", 10, {4, 1000}, "0 3 6 9 "},
                                         SpreadCase{"Three", 10, {3, 1000}, "0 5 9 "},
                                         SpreadCase{"Two", 10, {2, 1000}, "0 9 "},
                                         SpreadCase{"NeverLess", 10, {0, 0}, "0 9 "},
                                         SpreadCase{"FewSamples", 10, {8, 45}, "0 3 6 9 "},
                                         SpreadCase{"One", 1, {4, 1000}, "0 "}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
