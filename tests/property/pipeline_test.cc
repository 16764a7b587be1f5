// SPDX-License-Identifier: Apache-2.0
//
// From the dump to the table: what the records add up to, after each is
// scaled, is what every later stage adds up to.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "jescope/normalize/normalize.h"
#include "jescope/normalize/scale.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/top_table.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/support/generate_dump.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kDumps = 300;

// Gives every second place a chain of two functions.
class EverySecond : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    ModuleSymbols symbols{"", "DWARF", "half of it is missing", {}};
    for (size_t i = 0; i < query.offsets.size(); ++i) {
      symbols.chains.emplace_back();
      if (i % 2 == 1) continue;
      symbols.chains.back().push_back({"inner", "inner.h", 1, true});
      symbols.chains.back().push_back({fmt::format("f{}", i), "f.cc", 2, false});
    }
    return symbols;
  }
};

Values sum_of(const AddressProfile& profile) {
  Values total;
  for (const AddressSample& sample : profile.samples) total += sample.values;
  return total;
}

void expect_same_numbers(const Values& found, const Values& expected) {
  for (const Metric metric : kAllMetrics) {
    EXPECT_EQ(found[metric].value, expected[metric].value) << metric_name(metric);
    const double variance = expected[metric].variance;
    EXPECT_NEAR(found[metric].variance, variance, variance * 1e-9) << metric_name(metric);
  }
}

TEST(Pipeline, KeepsTheTotalFromDumpToTable) {
  for (uint64_t seed = 1; seed <= kDumps; ++seed) {
    SCOPED_TRACE(fmt::format("random_dump({})", seed));
    const Dump dump = random_dump(seed);
    const Values total = estimate_total(dump);
    const AddressProfile places = normalize(dump, ThreadChoice());
    expect_same_numbers(sum_of(places), total);
    for (const Inlines inlines : {Inlines::kShow, Inlines::kFold}) {
      EverySecond names;
      Diagnostics diagnostics;
      const Profile named = symbolize(places, names, inlines, diagnostics);
      expect_same_numbers(total_values(named), total);
      const Profile grouped = regroup(trim_allocator(named), Granularity::kFunction);
      expect_same_numbers(total_values(grouped), total);
    }
  }
}

TEST(Normalize, ThreadsOfAnUnsampledDumpAddUpToTheWhole) {
  for (uint64_t seed = 1; seed <= kDumps; ++seed) {
    SCOPED_TRACE(fmt::format("random_dump({})", seed));
    Dump dump = random_dump(seed);
    dump.scaling = Scaling::kNone;
    Values sum;
    for (const DumpThread& thread : dump.threads) {
      sum += sum_of(normalize(dump, ThreadChoice({thread.number})));
    }
    expect_same_numbers(sum, estimate_total(dump));
  }
}

TEST(Normalize, StacksAreDistinctAndParentsComeFirst) {
  for (uint64_t seed = 1; seed <= kDumps; ++seed) {
    SCOPED_TRACE(fmt::format("random_dump({})", seed));
    const AddressProfile places = normalize(random_dump(seed), ThreadChoice());
    std::set<LocationStacks::Row> stacks;
    for (const AddressSample& sample : places.samples) {
      EXPECT_TRUE(stacks.insert(sample.stack).second);
    }
    for (size_t i = 0; i < places.stacks.size(); ++i) {
      const LocationStacks::Row parent = places.stacks.parent(LocationStacks::Row(i));
      EXPECT_TRUE(parent.is_none() || parent.row() < i);
    }
  }
}

TEST(Scale, NeverGivesLessThanWasRecorded) {
  for (uint64_t seed = 1; seed <= kDumps; ++seed) {
    SCOPED_TRACE(fmt::format("random_dump({})", seed));
    const Dump dump = random_dump(seed);
    for (const DumpRecord& record : dump.records) {
      const Values values = scale(record.counts, Scaling::kPoisson, 524288);
      // Both as double, in which large counters lose their last digits.
      EXPECT_GE(static_cast<double>(values[Metric::kInuseSpace].value),
                static_cast<double>(record.counts.live_bytes));
      EXPECT_GE(values[Metric::kInuseSpace].variance, 0);
    }
  }
}

}  // namespace
}  // namespace jescope::testing
