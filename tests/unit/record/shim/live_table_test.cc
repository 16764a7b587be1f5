// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/live_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <thread>
#include <vector>

#include "record/shim/system/memory.h"

namespace jescope::shim {
namespace {

LiveAllocation allocation_at(uintptr_t address, uint64_t size = 1) {
  return {address, size, nullptr};
}

TEST(LiveTable, GivesBackWhatWasPut) {
  LiveAllocation displaced = {};
  ASSERT_TRUE(add_live(allocation_at(0x1000, 7), displaced));
  EXPECT_EQ(displaced.address, 0U);
  EXPECT_TRUE(may_be_live(0x1000));
  EXPECT_EQ(take_live(0x1000).size_bytes, 7U);
  EXPECT_EQ(take_live(0x1000).address, 0U);
  EXPECT_FALSE(may_be_live(0x1000));
}

// Its freeing was not seen, as where a program gives pages back to the kernel itself.
TEST(LiveTable, AnAddressThatComesAgainReplacesTheOld) {
  LiveAllocation displaced = {};
  add_live(allocation_at(0x2000, 7), displaced);
  add_live(allocation_at(0x2000, 9), displaced);
  EXPECT_EQ(displaced.size_bytes, 7U);
  EXPECT_EQ(take_live(0x2000).size_bytes, 9U);
  EXPECT_EQ(take_live(0x2000).address, 0U);
}

TEST(LiveTable, AgreesWithAMapAfterManySteps) {
  std::mt19937_64 random(1);
  std::map<uintptr_t, uint64_t> expected;
  LiveAllocation displaced = {};
  for (int step = 0; step < 200'000; ++step) {
    const uintptr_t address = (random() % 20'000 + 1) * 16;
    if (const auto known = expected.find(address); known != expected.end()) {
      ASSERT_TRUE(may_be_live(address));
      ASSERT_EQ(take_live(address).size_bytes, known->second);
      expected.erase(known);
    } else {
      ASSERT_EQ(take_live(address).address, 0U);
      ASSERT_TRUE(add_live(allocation_at(address, step), displaced));
      expected[address] = step;
    }
  }
  for (const auto& [address, size] : expected) EXPECT_EQ(take_live(address).size_bytes, size);
}

TEST(LiveTable, ManyThreadsDoNotMeet) {
  const auto work = [](uintptr_t base) {
    LiveAllocation displaced = {};
    for (int round = 0; round < 20; ++round) {
      for (uintptr_t i = 0; i < 1000; ++i) add_live(allocation_at(base + i * 32, i), displaced);
      for (uintptr_t i = 0; i < 1000; ++i) EXPECT_EQ(take_live(base + i * 32).size_bytes, i);
    }
  };
  std::vector<std::thread> threads;
  for (uintptr_t i = 1; i <= 8; ++i) threads.emplace_back(work, i << 32);
  for (std::thread& thread : threads) thread.join();
}

TEST(LiveTable, SaysWhereMemoryEnds) {
  limit_memory(0);
  LiveAllocation displaced = {};
  int refused = 0;
  for (uintptr_t i = 1; i <= 100'000; ++i) {
    refused += add_live(allocation_at((i << 44) + i * 16), displaced) ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
  for (uintptr_t i = 1; i <= 100'000; ++i) take_live((i << 44) + i * 16);
  limit_memory(uint64_t{1} << 30);
}

}  // namespace
}  // namespace jescope::shim
