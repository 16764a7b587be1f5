// SPDX-License-Identifier: Apache-2.0
//
// Goes from entry to entry of one unit. Entries stand depth first; a list of
// children ends with a 0:
//
//   0x10  05 ...   DW_TAG_namespace, has children, DW_AT_sibling 0x40
//   0x20    07 ..    DW_TAG_subprogram
//   0x3f    00       the end of the namespace's children
//   0x40  00       the end of the unit's
//
// Each step leads forward, so a walk ends however damaged the unit is.
#pragma once

#include <array>
#include <cstdint>

#include "symbolize/dwarf/entry_ranges.h"

namespace jescope {

// What a walk knows of an entry.
struct EntryHead {
  uint64_t offset = 0;                         // in the section
  const Abbreviation* abbreviation = nullptr;  // null: the end of a list of children
  std::array<uint64_t, kSlots> numbers = {};

  bool is_end() const { return abbreviation == nullptr; }
  EntryKind kind() const { return abbreviation->kind; }
  FormValue value(Slot slot) const {
    const auto row = static_cast<size_t>(slot);
    return {abbreviation->forms[row], numbers[row], {}};
  }
};

// Returns what `head` says of its code.
inline CodeValues code_of(const EntryHead& head) {
  return {head.value(Slot::kLowPc), head.value(Slot::kHighPc), head.value(Slot::kRanges)};
}

class EntryScanner {
 public:
  // Begins with the entry at `offset`. `unit` must outlive this object and have
  // abbreviations.
  EntryScanner(const DwarfUnit& unit, uint64_t offset);

  // Reads an entry or the end of a list; false: the unit ends, or is damaged.
  bool next(EntryHead& head);

  // Passes over the children of `head`, which was read last.
  void pass_children(const EntryHead& head);

  // Where the next entry stands, in the section.
  uint64_t position() const { return cursor_.position(); }

  bool is_damaged() const { return cursor_.has_failed(); }

 private:
  void read_slots(const Abbreviation& shape, std::array<uint64_t, kSlots>& numbers);
  // Passes an entry's attributes. Returns whether it leapt over its children as well.
  bool pass_attributes(ByteCursor& cursor, const Abbreviation& shape) const;
  void pass_to_end_of_list();

  const DwarfUnit& unit_;
  const Abbreviations& shapes_;
  ByteCursor cursor_;
};

}  // namespace jescope
