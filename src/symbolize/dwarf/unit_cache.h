// SPDX-License-Identifier: Apache-2.0
//
// The units one thread reads, and the way from an entry to one it refers to,
// which may stand in another unit (link-time optimization) or file (dwz).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

#include "symbolize/dwarf/entry_ranges.h"
#include "symbolize/dwarf/unit.h"

namespace jescope {

// An entry: its unit and its offset in the unit's section.
struct Entry {
  const DwarfUnit* unit = nullptr;
  uint64_t offset = 0;

  // Tells entries of all files apart.
  const uint8_t* address() const { return unit->entries.data() + offset; }
  friend bool operator==(const Entry& a, const Entry& b) { return a.address() == b.address(); }
};

// What may be read of `source`'s abbreviations in one walk over its units, in
// bytes. In a damaged file each unit may have its shapes at the end of a long table.
WorkBudget abbreviation_budget(const DwarfSource& source);

class UnitCache {
 public:
  // Sources must outlive this object; `shared` may be null.
  UnitCache(const DwarfSource& main, const DwarfSource* shared);

  // Returns the unit of `place`, ready for reading; null: it cannot be read.
  const DwarfUnit* unit(const UnitPlace& place, const DwarfSource& source);

  // Returns the unit of a split file; `sections` are its own.
  const DwarfUnit* split_unit(const UnitPlace& place, const DwarfSource& source,
                              const UnitSections& sections, const DwarfUnit& skeleton);

  // Returns the entry that a reference in `unit` leads to.
  std::optional<Entry> follow(const DwarfUnit& unit, const FormValue& reference);

  // Forgets units, when there are many, and returns true: entries are invalid then.
  bool trim();

  // True when a reference leads to the shared file, and that is not here.
  bool lacks_shared_file() const { return lacks_shared_file_; }
  bool is_damaged() const { return abbreviation_budget_.is_spent(); }

 private:
  const DwarfUnit* add(std::unique_ptr<DwarfUnit> unit, const UnitPlace& place);
  // Null: too many were read.
  std::shared_ptr<const Abbreviations> abbreviations_of(const DwarfUnit& unit);
  std::optional<Entry> entry_at(const UnitPlace& place, const DwarfSource& source, uint64_t offset);
  std::optional<Entry> shared_entry(uint64_t offset);

  const DwarfSource* shared_;
  std::unordered_map<const uint8_t*, std::unique_ptr<DwarfUnit>> units_;  // key: where it starts
  struct Table {
    FormSizes sizes;
    std::shared_ptr<const Abbreviations> abbreviations;
  };
  std::unordered_map<uintptr_t, Table> tables_;  // likewise
  size_t table_bytes_ = 0;                       // of memory
  WorkBudget abbreviation_budget_;
  bool lacks_shared_file_ = false;
};

}  // namespace jescope
