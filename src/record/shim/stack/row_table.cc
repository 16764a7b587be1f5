// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/row_table.h"

#include <sys/mman.h>

#include <bit>

#include "record/shim/system/memory.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;

}  // namespace

size_t RowTable::set_of(uintptr_t address) {
  return (address * kGolden) >> (64 - kSetBits);
}

uint64_t RowTable::check_of(uintptr_t address, const PackedRow& row) {
  return address ^ (row.first * kGolden) ^ std::rotl(row.second * kGolden, 32);
}

bool RowTable::find(uintptr_t address, Row& row) const {
  const Entry* const entries = entries_.load(std::memory_order_acquire);
  if (entries == nullptr) return false;
  const Entry* const set = entries + 2 * set_of(address);
  for (const Entry* entry = set; entry != set + 2; ++entry) {
    const PackedRow packed = {entry->first.load(std::memory_order_relaxed),
                              entry->second.load(std::memory_order_relaxed)};
    if (entry->check.load(std::memory_order_relaxed) != check_of(address, packed)) continue;
    row = unpack_row(packed);
    return true;
  }
  return false;
}

void RowTable::insert(uintptr_t address, const Row& row) {
  PackedRow packed;
  if (!pack_row(row, packed)) return;
  Entry* entries = entries_.load(std::memory_order_relaxed);
  if (entries == nullptr) {
    entries = static_cast<Entry*>(map_pages(kEntries * sizeof(Entry)));
    if (entries == nullptr) return;
    entries_.store(entries, std::memory_order_release);
  }
  Entry& entry = entries[2 * set_of(address) + (turn_++ & 1)];
  entry.first.store(packed.first, std::memory_order_relaxed);
  entry.second.store(packed.second, std::memory_order_relaxed);
  entry.check.store(check_of(address, packed), std::memory_order_relaxed);
}

void RowTable::clear() {
  Entry* const entries = entries_.load(std::memory_order_relaxed);
  if (entries == nullptr) return;
  // The kernel puts pages of zeros there: quicker than writing them, and free.
  call_kernel(SYS_madvise, address_of(entries), kEntries * sizeof(Entry), MADV_DONTNEED);
}

}  // namespace jescope::shim
