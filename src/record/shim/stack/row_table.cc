// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/row_table.h"

#include <sys/mman.h>

#include "record/shim/system/memory.h"
#include "record/shim/system/system.h"

namespace jescope::shim {

void RowTable::insert(uintptr_t address, const Row& row) {
  PackedRow packed;
  if (!pack_row(row, packed)) return;
  Entry* entries = entries_.load(std::memory_order_relaxed);
  if (entries == nullptr) {
    entries = static_cast<Entry*>(map_pages(kEntries * sizeof(Entry)));
    if (entries == nullptr) return;
    entries_.store(entries, std::memory_order_release);
  }
  Entry* const set = entries + 2 * set_of(address);
  size_t index = turn_++ & 1;
  if (is_empty(set[1])) index = 1;
  if (is_empty(set[0])) index = 0;
  Entry& entry = set[index];
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
