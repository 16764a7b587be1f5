// SPDX-License-Identifier: Apache-2.0
//
// What was counted, by stack, then by thread and class of sizes. Entries are added and
// never removed, by any thread and without a lock.
//
//   stack_buckets[] ─▶ Stack {frames} ─▶ Stack ...
//                        └─▶ Counts {thread, size class} ─▶ Counts ...
//
// The counts have buckets of their own, too: thousands of threads may meet at one stack.
//
// Sizes of one stack are kept apart by class, four to each doubling, because readers
// scale what one record sums up by its mean size: that is right where the sizes of a
// record are alike, and wrong by factors where they are not.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace jescope::shim {

struct Thread;

struct Stack;

/// Sampled allocations, as they are: nothing is scaled here.
struct Counts {
  Counts* next;  // of the stack
  Counts* next_in_bucket;
  const Stack* stack;
  const Thread* thread;
  uint32_t size_class;
  std::atomic<uint64_t> live_objects;
  std::atomic<uint64_t> live_bytes;
  std::atomic<uint64_t> total_objects;
  std::atomic<uint64_t> total_bytes;
};

struct Stack {
  Stack* next;
  uint64_t hash;
  size_t depth;
  const uintptr_t* frames;  // return addresses, innermost first
  std::atomic<Counts*> counts;
};

constexpr uint32_t kSizeClasses = 256;

/// Returns the class of a size, below kSizeClasses: equal sizes have equal classes, and the largest
/// size of a class is at most a quarter above its smallest.
uint32_t size_class_of(uint64_t size_bytes);

/// Returns where allocations of `size_bytes` are counted. Where memory has run out, that
/// is a stack of one frame, `jescope_recorder_out_of_memory`, and `is_known` is false.
Counts& counts_of(std::span<const uintptr_t> frames, const Thread& thread, uint64_t size_bytes,
                  bool& is_known);

/// Sets all counts to 0. No other thread counts.
void forget_counts();

/// Calls `visit(stack)` for each stack, those of other threads that come meanwhile or not.
template <typename Visit>
void for_each_stack(const Visit& visit);

constexpr size_t kStackBuckets = size_t{1} << 16;
extern std::atomic<Stack*> stack_buckets[kStackBuckets];
extern std::atomic<Counts*> counts_buckets[kStackBuckets];
extern Stack out_of_memory_stack;

template <typename Visit>
void for_each_stack(const Visit& visit) {
  for (const std::atomic<Stack*>& bucket : stack_buckets) {
    for (const Stack* stack = bucket.load(std::memory_order_acquire); stack != nullptr;
         stack = stack->next) {
      visit(*stack);
    }
  }
  if (out_of_memory_stack.counts.load() != nullptr) visit(out_of_memory_stack);
}

}  // namespace jescope::shim
