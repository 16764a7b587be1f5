// SPDX-License-Identifier: Apache-2.0
#include "record/shim/counts/live_table.h"

#include <algorithm>
#include <span>

#include "record/shim/system/lock.h"
#include "record/shim/system/memory.h"

namespace jescope::shim {

constinit uint8_t live_filter[2][size_t{1} << kFilterBits[1]] = {};

namespace {

constexpr uint8_t kFull = 255;  // a counter that reached it stays there
constexpr size_t kFirstSlots = 256;
constexpr size_t kPageBytes = 4096;

// Open addressing with linear probes; at most three quarters of the slots are taken.
struct Shard {
  Lock lock;
  LiveAllocation* slots = nullptr;
  size_t slot_count = 0;  // a power of two
  size_t used = 0;
};

constexpr size_t kShardBits = 6;
constinit Shard shards[size_t{1} << kShardBits] = {};

uint64_t hash_of(uintptr_t address) {
  return (address >> 4) * 0xd6e8feb86659fd93;
}

Shard& shard_of(uintptr_t address) {
  return shards[hash_of(address) >> (64 - kShardBits)];
}

size_t home_of(const Shard& shard, uintptr_t address) {
  return (hash_of(address) >> 16) & (shard.slot_count - 1);
}

void count_up(std::atomic_ref<uint8_t> counter) {
  uint8_t seen = counter.load(std::memory_order_relaxed);
  while (seen != kFull && !counter.compare_exchange_weak(seen, static_cast<uint8_t>(seen + 1))) {
  }
}

void count_down(std::atomic_ref<uint8_t> counter) {
  uint8_t seen = counter.load(std::memory_order_relaxed);
  while (seen != kFull && seen != 0 &&
         !counter.compare_exchange_weak(seen, static_cast<uint8_t>(seen - 1))) {
  }
}

// Returns where `address` is, or is to be. There are slots.
size_t slot_of(const Shard& shard, uintptr_t address) {
  size_t slot = home_of(shard, address);
  while (shard.slots[slot].address != 0 && shard.slots[slot].address != address) {
    slot = (slot + 1) & (shard.slot_count - 1);
  }
  return slot;
}

bool grow(Shard& shard) {
  const size_t count = shard.slot_count == 0 ? kFirstSlots : shard.slot_count * 2;
  auto* const slots = static_cast<LiveAllocation*>(map_pages(count * sizeof(LiveAllocation)));
  if (slots == nullptr) return false;
  LiveAllocation* const before = shard.slots;
  const size_t before_count = shard.slot_count;
  shard.slots = slots;
  shard.slot_count = count;
  for (size_t i = 0; i < before_count; ++i) {
    if (before[i].address != 0) shard.slots[slot_of(shard, before[i].address)] = before[i];
  }
  if (before != nullptr) unmap_pages(before, before_count * sizeof(LiveAllocation));
  return true;
}

bool has_room(const Shard& shard) {
  return (shard.used + 1) * 4 <= shard.slot_count * 3;
}

// Moves entries that were pushed on over the hole back to it, so that probes never meet
// a gap before what they look for.
void close_gap(Shard& shard, size_t hole) {
  const size_t mask = shard.slot_count - 1;
  for (size_t slot = (hole + 1) & mask; shard.slots[slot].address != 0; slot = (slot + 1) & mask) {
    const size_t from_home = (slot - home_of(shard, shard.slots[slot].address)) & mask;
    const size_t from_hole = (slot - hole) & mask;
    if (from_home < from_hole) continue;
    shard.slots[hole] = shard.slots[slot];
    hole = slot;
  }
  shard.slots[hole] = {};
}

// Pages that are zero are left alone: to write to one takes memory.
void clear_pages(std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    const std::span<uint8_t> page = bytes.first(std::min(kPageBytes, bytes.size()));
    const bool is_zero = std::ranges::all_of(page, [](uint8_t byte) { return byte == 0; });
    if (!is_zero) std::ranges::fill(page, uint8_t{0});
    bytes = bytes.subspan(page.size());
  }
}

}  // namespace

bool add_live(const LiveAllocation& allocation, LiveAllocation& displaced) {
  Shard& shard = shard_of(allocation.address);
  displaced = {};
  {
    const Locked locked(shard.lock);
    if (!has_room(shard) && !grow(shard)) return false;
    LiveAllocation& slot = shard.slots[slot_of(shard, allocation.address)];
    displaced = slot;
    slot = allocation;
    if (displaced.address == 0) ++shard.used;
  }
  if (displaced.address != 0) return true;
  for (const int table : {0, 1}) {
    count_up(filter_counter(allocation.address, table));
  }
  return true;
}

LiveAllocation take_live(uintptr_t address) {
  Shard& shard = shard_of(address);
  LiveAllocation found = {};
  {
    const Locked locked(shard.lock);
    if (shard.slot_count == 0) return {};
    const size_t slot = slot_of(shard, address);
    found = shard.slots[slot];
    if (found.address == 0) return {};
    close_gap(shard, slot);
    --shard.used;
  }
  for (const int table : {0, 1}) count_down(filter_counter(address, table));
  return found;
}

void forget_live() {
  for (Shard& shard : shards) {
    if (shard.slots != nullptr) unmap_pages(shard.slots, shard.slot_count * sizeof(LiveAllocation));
    shard.slots = nullptr;
    shard.slot_count = 0;
    shard.used = 0;
  }
  for (auto& table : live_filter) clear_pages(table);
}

void live_table_before_fork() {
  for (Shard& shard : shards) shard.lock.lock();
}

void live_table_after_fork() {
  for (Shard& shard : shards) shard.lock.unlock();
}

}  // namespace jescope::shim
