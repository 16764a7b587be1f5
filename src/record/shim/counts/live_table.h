// SPDX-License-Identifier: Apache-2.0
//
// The sampled allocations that are not freed yet. Nearly every free() is of an allocation
// that was not sampled, so a filter answers first: two tables of small counters, read
// without a lock. An address of which a counter is zero is not in the table.
//
//   free(p) ─▶ filter[h1(p)] and filter[h2(p)] both > 0? ─▶ shard(p): lock, look, remove
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace jescope::shim {

struct Counts;

struct LiveAllocation {
  uintptr_t address;  // 0: none
  uint64_t size_bytes;
  Counts* counts;
};

// The first table lies in the processor's nearest caches; the second tells more apart.
constexpr int kFilterBits[] = {15, 20};
extern constinit uint8_t live_filter[2][size_t{1} << kFilterBits[1]];

inline std::atomic_ref<uint8_t> filter_counter(uintptr_t address, int table) {
  constexpr uint64_t kFactors[] = {0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f};
  const uint64_t slot = (address >> 4) * kFactors[table] >> (64 - kFilterBits[table]);
  return std::atomic_ref<uint8_t>(live_filter[table][slot]);
}

/// False only where the allocation is not in the table.
inline bool may_be_live(uintptr_t address) {
  if (filter_counter(address, 0).load(std::memory_order_relaxed) == 0) [[likely]]
    return false;
  return filter_counter(address, 1).load(std::memory_order_relaxed) != 0;
}

/// Returns whether there was memory to keep it. What was kept for the same address, whose
/// freeing was not seen, moves to `displaced`, which else has the address 0.
bool add_live(const LiveAllocation& allocation, LiveAllocation& displaced);

/// Returns what was known of `address`, which is then forgotten; an address of 0 where
/// nothing was.
LiveAllocation take_live(uintptr_t address);

/// Forgets all of them. No other thread is within the table.
void forget_live();

/// Between these no other thread is within the table.
void live_table_before_fork();
void live_table_after_fork();

}  // namespace jescope::shim
