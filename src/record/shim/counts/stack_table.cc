// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/stack_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "record/shim/counts/thread_table.h"
#include "record/shim/system/memory.h"

/// The one frame of allocations that could not be told apart; named by the dynamic symbol.
extern "C" [[gnu::visibility("default")]] void jescope_recorder_out_of_memory();
void jescope_recorder_out_of_memory() {}

namespace jescope::shim {

constinit std::atomic<Stack*> stack_buckets[kStackBuckets] = {};
constinit std::atomic<Counts*> counts_buckets[kStackBuckets] = {};

namespace {

constexpr uint32_t kClassBits = 2;  // four classes to each doubling
static_assert(kSizeClasses == 64U << kClassBits);

// What is used where no memory is left: a place for each class, of no thread.
constinit Counts spare_counts[kSizeClasses] = {};
constinit uintptr_t spare_frame = 0;

uint64_t hash_of(std::span<const uintptr_t> frames) {
  uint64_t hash = frames.size();
  for (const uintptr_t frame : frames) {
    hash = (hash ^ frame) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  return hash;
}

bool is_same(const Stack& stack, uint64_t hash, std::span<const uintptr_t> frames) {
  return stack.hash == hash && stack.depth == frames.size() &&
         std::equal(frames.begin(), frames.end(), stack.frames);
}

Stack* make_stack(std::span<const uintptr_t> frames, uint64_t hash) {
  auto* const stack = take<Stack>();
  auto* const kept = take<uintptr_t>(frames.size());
  if (stack == nullptr || kept == nullptr) return nullptr;
  std::copy(frames.begin(), frames.end(), kept);
  stack->hash = hash;
  stack->depth = frames.size();
  stack->frames = kept;
  return stack;
}

// Returns the entry from `first` up to, not including, `last` that `is_wanted`.
template <auto kNext, typename Entry, typename IsWanted>
Entry* find_before(Entry* first, const Entry* last, const IsWanted& is_wanted) {
  for (Entry* entry = first; entry != last; entry = entry->*kNext) {
    if (is_wanted(*entry)) return entry;
  }
  return nullptr;
}

// Returns the wanted entry of a list that only grows at its head; makes it where there is
// none. Memory of an entry that somebody else was quicker to make is not given back.
template <auto kNext, typename Entry, typename IsWanted, typename Make>
Entry* find_or_add(std::atomic<Entry*>& list, const IsWanted& is_wanted, const Make& make) {
  Entry* first = list.load(std::memory_order_acquire);
  if (Entry* const found = find_before<kNext, Entry>(first, nullptr, is_wanted)) return found;
  Entry* const made = make();
  if (made == nullptr) return nullptr;
  made->*kNext = first;
  while (!list.compare_exchange_weak(made->*kNext, made, std::memory_order_acq_rel)) {
    Entry* const found = find_before<kNext, Entry>(made->*kNext, first, is_wanted);
    if (found != nullptr) return found;
    first = made->*kNext;
  }
  return made;
}

Stack* find_stack(std::span<const uintptr_t> frames) {
  const uint64_t hash = hash_of(frames);
  return find_or_add<&Stack::next>(
      stack_buckets[hash % kStackBuckets],
      [&](const Stack& stack) { return is_same(stack, hash, frames); },
      [&] { return make_stack(frames, hash); });
}

Counts* make_counts(const Stack& stack, const Thread& thread, uint32_t size_class) {
  auto* const counts = take<Counts>();
  if (counts == nullptr) return nullptr;
  counts->stack = &stack;
  counts->thread = &thread;
  counts->size_class = size_class;
  return counts;
}

std::atomic<Counts*>& counts_bucket(const Stack& stack, const Thread& thread, uint32_t size_class) {
  const uint64_t of_thread = thread.number * kSizeClasses + size_class;
  const uint64_t hash = (stack.hash ^ of_thread) * 0x9e3779b97f4a7c15;
  return counts_buckets[(hash >> 32) % kStackBuckets];
}

Counts* find_counts(Stack& stack, const Thread& thread, uint32_t size_class) {
  Counts* made = nullptr;
  Counts* const counts = find_or_add<&Counts::next_in_bucket>(
      counts_bucket(stack, thread, size_class),
      [&](const Counts& known) {
        return known.stack == &stack && known.thread == &thread && known.size_class == size_class;
      },
      [&] { return made = make_counts(stack, thread, size_class); });
  if (counts == nullptr || counts != made) return counts;
  made->next = stack.counts.load(std::memory_order_relaxed);
  while (!stack.counts.compare_exchange_weak(made->next, made, std::memory_order_acq_rel)) {
  }
  return made;
}

// Static places need no memory; the list of them is made of one piece, by the thread that is
// here first. What others count meanwhile is in the list as soon as it is there.
Counts& spare_counts_of(uint32_t size_class) {
  static constinit std::atomic<bool> is_listed = false;
  if (!is_listed.load(std::memory_order_relaxed) && !is_listed.exchange(true)) {
    spare_frame = reinterpret_cast<uintptr_t>(&jescope_recorder_out_of_memory) + 1;
    for (uint32_t i = 0; i < kSizeClasses; ++i) {
      spare_counts[i].size_class = i;
      spare_counts[i].next = i + 1 < kSizeClasses ? &spare_counts[i + 1] : nullptr;
    }
    out_of_memory_stack.counts.store(&spare_counts[0]);
  }
  return spare_counts[size_class];
}

}  // namespace

constinit Stack out_of_memory_stack = {nullptr, 0, 1, &spare_frame, nullptr};

uint32_t size_class_of(uint64_t size_bytes) {
  const auto doublings = static_cast<uint32_t>(std::bit_width(size_bytes));
  if (doublings <= kClassBits) return static_cast<uint32_t>(size_bytes);
  const auto quarter =
      static_cast<uint32_t>(size_bytes >> (doublings - 1 - kClassBits)) & ((1U << kClassBits) - 1);
  return ((doublings - 1) << kClassBits) + quarter;
}

Counts& counts_of(std::span<const uintptr_t> frames, const Thread& thread, uint64_t size_bytes,
                  bool& is_known) {
  const uint32_t size_class = size_class_of(size_bytes);
  Stack* const stack = find_stack(frames);
  Counts* const counts = stack == nullptr ? nullptr : find_counts(*stack, thread, size_class);
  is_known = counts != nullptr;
  return is_known ? *counts : spare_counts_of(size_class);
}

void forget_counts() {
  for_each_stack([](const Stack& stack) {
    for (Counts* counts = stack.counts.load(); counts != nullptr; counts = counts->next) {
      counts->live_objects = 0;
      counts->live_bytes = 0;
      counts->total_objects = 0;
      counts->total_bytes = 0;
    }
  });
}

}  // namespace jescope::shim
