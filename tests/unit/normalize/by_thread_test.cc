// SPDX-License-Identifier: Apache-2.0
//
// Threads side by side: together they are the whole.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "jescope/normalize/normalize.h"
#include "normalize/thread_shares.h"

namespace jescope {
namespace {

Values bytes(int64_t value, double variance = 0) {
  Values values;
  values[Metric::kInuseSpace] = {value, variance};
  return values;
}

TEST(ShareOut, IsExact) {
  const std::vector<Values> parts =
      share_out(bytes(10, 9), std::vector<Values>{bytes(1), bytes(1), bytes(1)});
  EXPECT_EQ(parts[0], bytes(3, 3));
  EXPECT_EQ(parts[1], bytes(3, 3));
  EXPECT_EQ(parts[2], bytes(4, 3));
}

TEST(ShareOut, WithoutWeightsTheFirstGetsAll) {
  const std::vector<Values> parts = share_out(bytes(7), std::vector<Values>{bytes(0), bytes(0)});
  EXPECT_EQ(parts[0], bytes(7));
  EXPECT_EQ(parts[1], bytes(0));
}

TEST(ByThread, IsTheWhole) {
  Dump dump;
  dump.scaling = Scaling::kPoisson;
  dump.sample_period_bytes = 4096;
  dump.addresses = {0x10, 0x20};
  dump.frames = {AddressId(0), AddressId(1), AddressId(1)};
  dump.threads = {{0, "main", {}}, {5, "io", {}}};
  dump.thread_counts = {{5, {1, 100, 0, 0}}, {0, {3, 900, 0, 0}}, {9, {1, 50, 0, 0}}};
  dump.records.resize(3);
  dump.records[0] = {0, 2, 2, 0, {4, 1000, 0, 0}};
  dump.records[1] = {2, 1, 1, 2, {1, 50, 0, 0}};
  dump.records[2] = {2, 1, 0, 3, {1, 8000, 0, 0}};
  const AddressProfile profile = normalize_by_thread(dump, ThreadChoice());
  std::map<std::string, int64_t> by_thread;
  Values total;
  for (const AddressSample& sample : profile.samples) {
    const Snapshot& snapshot = profile.snapshots.at(sample.snapshot);
    const std::string name = snapshot.thread ? std::to_string(*snapshot.thread) : "none";
    by_thread[name + snapshot.thread_name] += sample.values[Metric::kInuseObjects].value;
    total += sample.values;
  }
  EXPECT_EQ(by_thread.size(), 4U);
  EXPECT_GT(by_thread["0main"], 0);
  EXPECT_GT(by_thread["5io"], 0);
  EXPECT_GT(by_thread["9"], 0);
  EXPECT_GT(by_thread["none"], 0);
  const Values whole = estimate_total(dump);
  for (const Metric metric : kAllMetrics) EXPECT_EQ(total[metric].value, whole[metric].value);
}

}  // namespace
}  // namespace jescope
