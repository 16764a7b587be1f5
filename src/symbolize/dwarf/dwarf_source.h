// SPDX-License-Identifier: Apache-2.0
//
// One file's DWARF: its sections and where its units are. A program's names may
// come from several: its own file, the one it shares parts with (dwz), and files
// of split units. A source is read-only and serves all threads.
#pragma once

#include <map>
#include <mutex>

#include "symbolize/dwarf/debug_sections.h"
#include "symbolize/dwarf/unit_headers.h"

namespace jescope {

// A unit and the section it is in.
struct UnitPlace {
  const UnitHeader* header = nullptr;  // null: there is no such unit
  Bytes section;
};

class DwarfSource {
 public:
  // `sections` must outlive this object.
  explicit DwarfSource(const DebugSections& sections);
  DwarfSource(const DwarfSource&) = delete;
  DwarfSource& operator=(const DwarfSource&) = delete;

  const DebugSections& sections() const { return sections_; }
  bool is_big_endian() const { return sections_.is_big_endian(); }

  // The units of .debug_info, in order.
  const UnitHeaders& units() const { return units_; }

  // Returns the unit of .debug_info that holds `offset`.
  UnitPlace unit_at(uint64_t offset) const;

  // Returns the type unit of that signature.
  UnitPlace unit_of_type(uint64_t signature) const;

 private:
  void read_types() const;

  const DebugSections& sections_;
  UnitHeaders units_;
  mutable std::once_flag has_read_types_;  // most files need none
  mutable UnitHeaders type_units_;         // of .debug_types
  mutable std::map<uint64_t, UnitPlace> by_signature_;
};

}  // namespace jescope
