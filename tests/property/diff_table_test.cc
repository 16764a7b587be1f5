// SPDX-License-Identifier: Apache-2.0
//
// Tables of what changed: every byte of the change is in a row, and swapping the
// sides turns the signs.
#include "jescope/summarize/diff_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "jescope/combine/difference.h"
#include "jescope/combine/line_up.h"
#include "jescope/render/exports.h"
#include "jescope/select/regroup.h"
#include "jescope/summarize/top_table.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kPairs = 200;
constexpr auto kError = ChangeError::kBothSides;
constexpr auto kMetric = Metric::kInuseSpace;

// Sums of these values do not saturate, so they can be compared.
Profile sides_of(uint64_t before, uint64_t after) {
  const std::vector<Profile> profiles = {random_profile(before), random_profile(after)};
  Profile sides = line_up(profiles);
  for (Sample& sample : sides.samples) sample.values[kMetric].value >>= 8;
  return regroup(sides, Granularity::kFunction);
}

void for_each_pair(const std::function<void(uint64_t, uint64_t)>& check) {
  for (uint64_t seed = 1; seed <= kPairs && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("random profiles {} and {}", seed, seed + 1000));
    check(seed, seed + 1000);
  }
}

// Changes by place and name; rows of equal names are added up.
std::map<std::string, int64_t> changes_of(const DiffTable& table) {
  std::map<std::string, int64_t> changes;
  for (const DiffRow& row : table.rows) changes[row_name(table, row, "\n")] += row.change.value();
  std::erase_if(changes, [](const auto& entry) { return entry.second == 0; });
  return changes;
}

Change sum_of(const std::vector<DiffRow>& rows) {
  Change sum;
  for (const DiffRow& row : rows) sum += row.change;
  return sum;
}

TEST(DiffTable, RowsAddUpToTheTotal) {
  for_each_pair([](uint64_t before, uint64_t after) {
    for (const DiffRows by : {DiffRows::kSelf, DiffRows::kStacks}) {
      const DiffTable table = build_diff_table(sides_of(before, after), kMetric, kError, by);
      EXPECT_EQ(sum_of(table.rows).value() + sum_of(table.unchanged).value(), table.total.value());
      EXPECT_EQ(sum_of(table.unchanged).value(), 0);
    }
  });
}

TEST(DiffTable, SharesAddUpToOne) {
  for_each_pair([](uint64_t before, uint64_t after) {
    const DiffTable table = build_diff_table(sides_of(before, after), kMetric, kError);
    double shares = 0;
    bool any_grew = false;
    for (const DiffRow& row : table.rows) {
      EXPECT_EQ(row.growth_share.has_value(), row.change.value() > 0);
      shares += row.growth_share.value_or(0);
      any_grew |= row.change.value() > 0;
    }
    EXPECT_NEAR(shares, any_grew ? 1 : 0, 1e-9);
  });
}

TEST(DiffTable, AgreesWithTheDifferenceAsAProfile) {
  for_each_pair([](uint64_t before, uint64_t after) {
    const Profile sides = sides_of(before, after);
    const TopTable top = build_top_table(difference(sides, kError), kMetric, TopOrder::kSelf);
    std::map<std::string, int64_t> expected;
    for (const TopRow& row : top.rows) expected[row.name] += row.self.value;
    std::erase_if(expected, [](const auto& entry) { return entry.second == 0; });
    std::map<std::string, int64_t> changes = changes_of(build_diff_table(sides, kMetric, kError));
    changes.erase(std::string(kNoFrames));
    EXPECT_EQ(changes, expected);
  });
}

TEST(DiffTable, SwappedSidesTurnTheSigns) {
  for_each_pair([](uint64_t before, uint64_t after) {
    for (const DiffRows by : {DiffRows::kSelf, DiffRows::kCumulative, DiffRows::kStacks}) {
      const auto there = changes_of(build_diff_table(sides_of(before, after), kMetric, kError, by));
      auto back = changes_of(build_diff_table(sides_of(after, before), kMetric, kError, by));
      for (auto& [name, change] : back) change = -change;
      EXPECT_EQ(there, back);
    }
  });
}

TEST(DiffTable, OfEqualSidesIsEmpty) {
  for_each_pair([](uint64_t seed, uint64_t) {
    for (const DiffRows by : {DiffRows::kSelf, DiffRows::kCumulative, DiffRows::kStacks}) {
      const DiffTable table = build_diff_table(sides_of(seed, seed), kMetric, kError, by);
      EXPECT_TRUE(table.rows.empty());
      EXPECT_EQ(table.total.value(), 0);
    }
  });
}

TEST(FoldedSides, OfEqualSidesHasEqualColumns) {
  for_each_pair([](uint64_t seed, uint64_t) {
    const std::string text = render_folded_sides(sides_of(seed, seed), kMetric);
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = text.find('\n', begin);
      const std::string line = text.substr(begin, end - begin);
      const size_t after = line.rfind(' ');
      const size_t before = line.rfind(' ', after - 1);
      EXPECT_EQ(line.substr(before + 1, after - before - 1), line.substr(after + 1));
      begin = end + 1;
    }
  });
}

}  // namespace
}  // namespace jescope::testing
