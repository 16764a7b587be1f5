// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/stack_table.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "record/shim/counts/thread_table.h"
#include "record/shim/system/memory.h"

namespace jescope::shim {
namespace {

using Frames = std::vector<uintptr_t>;

Counts& place_of(const Frames& frames, const Thread& thread, uint64_t size) {
  bool is_known = false;
  Counts& counts = counts_of(frames, thread, size, is_known);
  EXPECT_TRUE(is_known);
  return counts;
}

TEST(SizeClasses, AreFourToEachDoubling) {
  for (uint64_t size = 1; size < 100'000; ++size) {
    const uint32_t own = size_class_of(size);
    ASSERT_LT(own, kSizeClasses);
    ASSERT_GE(own, size_class_of(size - 1)) << size;
    // The largest of a class is at most a quarter above its smallest.
    ASSERT_NE(own, size_class_of(size + (size + 3) / 4)) << size;
  }
  EXPECT_LT(size_class_of(~uint64_t{0}), kSizeClasses);
  EXPECT_NE(size_class_of(8), size_class_of(10));
  EXPECT_EQ(size_class_of(1000), size_class_of(1001));
}

TEST(StackTable, OnePlaceForAStackAThreadAndAClass) {
  const Thread& thread = enter_thread();
  const Thread& other = enter_thread();
  Counts& counts = place_of({1, 2, 3}, thread, 100);
  EXPECT_EQ(&counts, &place_of({1, 2, 3}, thread, 101));
  EXPECT_NE(&counts, &place_of({1, 2, 3}, thread, 1000));
  EXPECT_NE(&counts, &place_of({1, 2, 3}, other, 100));
  EXPECT_NE(&counts, &place_of({1, 2}, thread, 100));
  EXPECT_NE(&counts, &place_of({}, thread, 100));
  EXPECT_EQ(&place_of({}, thread, 100), &place_of({}, thread, 100));
}

TEST(StackTable, ThreadsThatMeetAtAStackShareIt) {
  constexpr uintptr_t kStacks = 500;
  constexpr int kRounds = 20;
  const Thread& shared = enter_thread();
  const auto work = [&] {
    for (int round = 0; round < kRounds; ++round) {
      for (uintptr_t i = 0; i < kStacks; ++i) {
        place_of({0x77, i, i * i}, shared, 8).total_objects += 1;
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  size_t stacks = 0;
  uint64_t objects = 0;
  for_each_stack([&](const Stack& stack) {
    if (stack.depth != 3 || stack.frames[0] != 0x77) return;
    ++stacks;
    ASSERT_EQ(stack.counts.load()->next, nullptr);
    objects += stack.counts.load()->total_objects;
  });
  EXPECT_EQ(stacks, kStacks);
  EXPECT_EQ(objects, kStacks * kRounds * 8);
}

TEST(StackTable, WithoutMemoryAllGoesToOneNamedStack) {
  const Thread& thread = enter_thread();
  limit_memory(0);
  bool is_known = true;
  uintptr_t i = 0;
  for (; is_known && i < 1'000'000; ++i) {
    const Frames frames = {0x99, i};
    counts_of(frames, thread, 64, is_known).total_objects += 1;
  }
  EXPECT_FALSE(is_known);
  limit_memory(uint64_t{1} << 30);
  bool is_told = false;
  for_each_stack([&](const Stack& stack) { is_told |= &stack == &out_of_memory_stack; });
  EXPECT_TRUE(is_told);
}

}  // namespace
}  // namespace jescope::shim
