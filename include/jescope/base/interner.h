// SPDX-License-Identifier: Apache-2.0
//
// Finds the row of a key in a table the caller owns. The index holds row
// numbers only (open addressing, linear probing, at most half full); the
// caller supplies the hash and the comparison, so no key is stored twice.
//
//   slots   [ - | 3 | - | 0 | 1 | - | - | 2 ]      rows  0: a  1: b  2: c  3: d
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace jescope {

class Interner {
 public:
  // Returns the row whose key has `hash` and satisfies `is_row(row)`; when
  // there is none, enters `new_row` for it and returns that. `hash_of(row)`
  // is used when the index grows.
  template <typename IsRow, typename HashOf>
  uint32_t find_or_add(uint64_t hash, uint32_t new_row, IsRow is_row, HashOf hash_of) {
    if (used_ * 2 >= slots_.size()) grow(hash_of);
    size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kEmpty) {
      if (is_row(slots_[slot])) return slots_[slot];
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = new_row;
    ++used_;
    return new_row;
  }

 private:
  static constexpr uint32_t kEmpty = std::numeric_limits<uint32_t>::max();
  static constexpr size_t kFirstSlots = 64;

  template <typename HashOf>
  void grow(HashOf hash_of) {
    std::vector<uint32_t> old(slots_.empty() ? kFirstSlots : slots_.size() * 2, kEmpty);
    old.swap(slots_);
    for (const uint32_t row : old) {
      if (row != kEmpty) place(row, hash_of(row));
    }
  }

  void place(uint32_t row, uint64_t hash) {
    size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kEmpty) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = row;
  }

  std::vector<uint32_t> slots_;
  size_t used_ = 0;
};

}  // namespace jescope
