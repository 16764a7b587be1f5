// SPDX-License-Identifier: Apache-2.0
//
// Rows by address of code: a table of fixed size that forgets. Reading takes no lock and
// may meet a writer: each entry holds its address mixed with its row, so a torn one is
// taken for absent.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "record/shim/stack/row.h"

namespace jescope::shim {

class RowTable {
 public:
  /// Returns false where the row is not known.
  bool find(uintptr_t address, PackedRow& row) const {
    const Entry* const entries = entries_.load(std::memory_order_acquire);
    if (entries == nullptr) return false;
    const Entry* const set = entries + 2 * set_of(address);
    return read(set[0], address, row) || read(set[1], address, row);
  }

  /// Called under the unwinder's lock, as what follows.
  void insert(uintptr_t address, const Row& row);
  void clear();

 private:
  struct Entry {
    std::atomic<uint64_t> check = 0;
    std::atomic<uint64_t> first = 0;
    std::atomic<uint64_t> second = 0;
    std::atomic<uint64_t> unused = 0;
  };
  // Two entries share a line of the processor's cache: a set. The first one is taken
  // first, since it is looked at first; then they take turns.
  static constexpr unsigned kSetBits = 14;
  static constexpr size_t kEntries = size_t{2} << kSetBits;
  static constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;

  static size_t set_of(uintptr_t address) { return (address * kGolden) >> (64 - kSetBits); }
  static uint64_t check_of(uintptr_t address, const PackedRow& row) {
    return address ^ (row.first * kGolden) ^ std::rotl(row.second * kGolden, 32);
  }
  static bool is_empty(const Entry& entry) {
    return entry.check.load(std::memory_order_relaxed) == 0;
  }
  static bool read(const Entry& entry, uintptr_t address, PackedRow& row) {
    row = {entry.first.load(std::memory_order_relaxed),
           entry.second.load(std::memory_order_relaxed)};
    return entry.check.load(std::memory_order_relaxed) == check_of(address, row);
  }

  std::atomic<Entry*> entries_ = nullptr;  // nothing until the first row
  unsigned turn_ = 0;
};

}  // namespace jescope::shim
