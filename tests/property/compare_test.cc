// SPDX-License-Identifier: Apache-2.0
//
// Dumps side by side: nothing is lost, and a difference is what it says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "jescope/combine/difference.h"
#include "jescope/combine/line_up.h"
#include "jescope/model/two_sides.h"
#include "jescope/normalize/normalize.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/support/generate_dump.h"
#include "tests/support/small_profiles.h"
#include "tests/support/snapshot_text.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kSeries = 100;
constexpr uint64_t kDumpsInASeries = 4;

// Names a place by its module and offset, some places not at all.
class ByOffset : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    ModuleSymbols symbols{"", "DWARF", "", {}};
    for (const uint64_t offset : query.offsets) {
      symbols.chains.emplace_back();
      if (offset % 3 == 0) continue;
      symbols.chains.back().push_back({fmt::format("inner{}", offset % 7), "inner.h", 1, true});
      symbols.chains.back().push_back({fmt::format("f{}", offset), "f.cc", 2, false});
    }
    return symbols;
  }
};

// A profile and a later one: stacks came, went, grew and shrank.
std::vector<Profile> two_moments(uint64_t seed) {
  return {random_profile(seed), random_profile(seed + 1000)};
}

void for_each_two(const std::function<void(const std::vector<Profile>&)>& check) {
  for (uint64_t seed = 1; seed <= 200 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("two_moments({})", seed));
    check(two_moments(seed));
  }
}

TEST(LineUp, EachSnapshotIsItsProfile) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const Profile sides = line_up(profiles);
    for (uint32_t i = 0; i < profiles.size(); ++i) {
      EXPECT_EQ(sums_by_stack(snapshot_alone(sides, i)), sums_by_stack(profiles[i]));
      EXPECT_EQ(snapshot_totals(sides)[i], total_values(profiles[i]));
    }
  });
}

// What is done to all snapshots at once is what is done to each.
TEST(LineUp, CommutesWithRegroupingAndTrimming) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const auto view = [](const Profile& profile) {
      return regroup(trim_allocator(profile), Granularity::kModule);
    };
    const Profile sides = view(line_up(profiles));
    const std::vector<Profile> viewed = {view(profiles[0]), view(profiles[1])};
    for (uint32_t i = 0; i < profiles.size(); ++i) {
      EXPECT_EQ(sums_by_stack(snapshot_alone(sides, i)), sums_by_stack(viewed[i]));
    }
  });
}

// Dumps of one process: what is mapped stays where it is.
std::vector<Dump> random_series(uint64_t seed) {
  std::vector<Dump> dumps;
  for (uint64_t i = 0; i < kDumpsInASeries; ++i) {
    dumps.push_back(random_dump(seed * kDumpsInASeries + i));
    dumps.back().mappings = {{0x400000, 0x404000, 0, true, false, "/opt/server"},
                             {0x404000, 0x407000, 0x1000, true, false, "/opt/a b.so"}};
  }
  return dumps;
}

Profile named(const AddressProfile& places) {
  ByOffset source;
  Diagnostics diagnostics;
  return symbolize(places, source, Inlines::kShow, diagnostics);
}

TEST(Series, NamedAtOnceIsEachDumpNamed) {
  for (uint64_t seed = 1; seed <= kSeries; ++seed) {
    SCOPED_TRACE(fmt::format("random_series({})", seed));
    SeriesBuilder builder;
    std::vector<Profile> each;
    for (const Dump& dump : random_series(seed)) {
      const AddressProfile places = normalize(dump, ThreadChoice());
      builder.add(places, {});
      each.push_back(named(places));
    }
    const Profile series = named(builder.take());
    const Profile lined_up = line_up(each);
    ASSERT_EQ(series.snapshots, lined_up.snapshots);
    for (uint32_t i = 0; i < kDumpsInASeries; ++i) {
      EXPECT_EQ(sums_by_stack(snapshot_alone(series, i)),
                sums_by_stack(snapshot_alone(lined_up, i)));
    }
  }
}

// A total that reached the largest number is no sum any more.
bool is_saturated(const Estimate& total) {
  return total.value == INT64_MAX;
}

TEST(Difference, TotalIsAfterLessBefore) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const Values total = total_values(difference(line_up(profiles), ChangeError::kBothSides));
    const Values before = total_values(profiles[0]);
    const Values after = total_values(profiles[1]);
    for (const Metric metric : kAllMetrics) {
      if (is_saturated(before[metric]) || is_saturated(after[metric])) continue;
      EXPECT_EQ(total[metric].value, after[metric].value - before[metric].value);
    }
  });
}

std::map<std::string, Values> negated(std::map<std::string, Values> sums) {
  for (auto& [stack, values] : sums) {
    for (Estimate& estimate : values.estimates) estimate.value = -estimate.value;
  }
  return sums;
}

TEST(Difference, TheOtherWayRoundIsItsNegative) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const std::vector<Profile> reversed = {profiles[1], profiles[0]};
    for (const ChangeError error : {ChangeError::kBothSides, ChangeError::kUpperBound}) {
      EXPECT_EQ(sums_by_stack(difference(line_up(reversed), error)),
                negated(sums_by_stack(difference(line_up(profiles), error))));
    }
  });
}

TEST(Difference, OfEqualProfilesIsNothing) {
  for_each_profile([](const Profile& profile) {
    const std::vector<Profile> twice = {profile, profile};
    EXPECT_TRUE(difference(line_up(twice), ChangeError::kCounted).samples.empty());
  });
}

TEST(DropShrunk, KeepsWhatGrew) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const Profile sides = line_up(profiles);
    const auto changes_of = [](const Profile& two) {
      return sums_by_stack(difference(two, ChangeError::kBothSides));
    };
    std::map<std::string, Values> grown = changes_of(sides);
    std::erase_if(grown,
                  [](const auto& entry) { return entry.second[Metric::kInuseSpace].value < 0; });
    EXPECT_EQ(changes_of(drop_shrunk(sides, Metric::kInuseSpace)), grown);
  });
}

TEST(ScaleToEqualTotals, TotalsAreEqualButForRounding) {
  for_each_two([](const std::vector<Profile>& profiles) {
    const Estimate before = total_values(profiles[0])[Metric::kInuseSpace];
    const Estimate after = total_values(profiles[1])[Metric::kInuseSpace];
    if (is_saturated(before) || is_saturated(after) || after.value == 0) return;
    const Profile sides = scale_to_equal_totals(line_up(profiles), Metric::kInuseSpace);
    const std::vector<Values> totals = snapshot_totals(sides);
    EXPECT_EQ(totals[0], total_values(profiles[0]));
    // Half a byte of rounding a stack; doubles lose the last digits of large ones.
    const auto wanted = static_cast<double>(before.value);
    const double rounding = 0.5 * static_cast<double>(sides.samples.size()) + wanted * 1e-12;
    EXPECT_NEAR(static_cast<double>(totals[1][Metric::kInuseSpace].value), wanted, rounding);
  });
}

// The sampling error of a change: what is counted is never more than the bound,
// nor less than if only the net change had come or gone.
TEST(ChangeVariance, LiesWithinItsBounds) {
  for_each_two([](const std::vector<Profile>& profiles) {
    for (const TwoSides& sides : pair_up(line_up(profiles))) {
      for (const Metric metric : {Metric::kInuseSpace, Metric::kInuseObjects}) {
        const auto variance = [&](ChangeError error) {
          return change_between(sides.before, sides.after, metric, error).variance;
        };
        const double net = std::abs(sides.after[metric].variance - sides.before[metric].variance);
        EXPECT_LE(variance(ChangeError::kCounted), variance(ChangeError::kUpperBound));
        EXPECT_GE(variance(ChangeError::kCounted), net);
      }
    }
  });
}

}  // namespace
}  // namespace jescope::testing
