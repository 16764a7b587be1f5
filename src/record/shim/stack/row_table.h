// SPDX-License-Identifier: Apache-2.0
//
// Rows by address of code: a table of fixed size that forgets. Reading takes no lock and
// may meet a writer: each entry holds its address mixed with its row, so a torn one is
// taken for absent.
#pragma once

#include <atomic>
#include <cstdint>

#include "record/shim/stack/row.h"

namespace jescope::shim {

class RowTable {
 public:
  /// Returns false where the row is not known.
  bool find(uintptr_t address, Row& row) const;

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
  // Two entries share a line of the processor's cache: a set. Which of them a new row
  // takes, changes with each.
  static constexpr unsigned kSetBits = 14;
  static constexpr size_t kEntries = size_t{2} << kSetBits;

  static size_t set_of(uintptr_t address);
  static uint64_t check_of(uintptr_t address, const PackedRow& row);

  std::atomic<Entry*> entries_ = nullptr;  // nothing until the first row
  unsigned turn_ = 0;
};

}  // namespace jescope::shim
