// SPDX-License-Identifier: Apache-2.0
//
// Finds the row of a key in a table the caller owns. The index holds row
// numbers and 32 bits of their hashes (open addressing, linear probing, at most
// half full); the caller supplies the hash and the comparison, so no key is
// stored twice. With the hashes here, a search looks at the caller's table only
// where it will most likely find the key, and growing does not look at it.
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
  // there is none, enters `new_row` for it and returns that.
  template <typename IsRow>
  uint32_t find_or_add(uint64_t hash, uint32_t new_row, IsRow is_row) {
    if (used_ * 2 >= slots_.size()) grow();
    const Slot wanted{new_row, static_cast<uint32_t>(hash)};
    size_t at = first_of(wanted);
    for (; slots_[at].row != kEmpty; at = after(at)) {
      if (slots_[at].hash == wanted.hash && is_row(slots_[at].row)) return slots_[at].row;
    }
    slots_[at] = wanted;
    ++used_;
    return new_row;
  }

 private:
  static constexpr uint32_t kEmpty = std::numeric_limits<uint32_t>::max();
  static constexpr size_t kFirstSlots = 64;

  struct Slot {
    uint32_t row = kEmpty;
    uint32_t hash = 0;
  };

  size_t first_of(const Slot& slot) const { return slot.hash & (slots_.size() - 1); }
  size_t after(size_t at) const { return (at + 1) & (slots_.size() - 1); }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.row != kEmpty) place(slot);
    }
  }

  void place(const Slot& slot) {
    size_t at = first_of(slot);
    while (slots_[at].row != kEmpty) at = after(at);
    slots_[at] = slot;
  }

  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace jescope
