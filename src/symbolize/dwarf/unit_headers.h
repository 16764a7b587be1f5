// SPDX-License-Identifier: Apache-2.0
//
// The headers of .debug_info's and .debug_types' units, in DWARF 5:
//
//   4 or 4+8 bytes  length of what follows; ffffffff before 8 bytes: 64-bit format
//   2  version                         4 or 8  offset in .debug_abbrev
//   1  type, as DW_UT_compile          8  id of a split unit, signature of a type
//   1  address bytes                   4 or 8  where the type is, of a type unit
//
// Before, the type is missing and the offset stands before the address bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "symbolize/dwarf/forms.h"

namespace jescope {

struct UnitHeader {
  uint64_t start = 0;  // all offsets: in the section
  uint64_t end = 0;
  uint64_t abbreviations = 0;  // offset in .debug_abbrev
  uint64_t id = 0;             // of a split unit or its skeleton, or a type's signature; 0: none
  uint64_t type_entry = 0;     // of a type unit, from `start`
  FormSizes sizes;
  uint8_t header_bytes = 0;
  uint8_t type = 0;  // DW_UT_*; before DWARF 5, a compile or a type unit

  uint64_t first_entry() const { return start + header_bytes; }
};

struct UnitHeaders {
  std::vector<UnitHeader> headers;  // in the order of the section
  bool is_damaged = false;          // the list ends early, or a unit is of an unknown kind
};

// Reads the header at `offset`; nothing when it is damaged or of a kind that is
// not known. `next_offset` is where the next one stands; 0: nobody knows.
std::optional<UnitHeader> read_unit_header(Bytes section, uint64_t offset, bool is_big_endian,
                                           bool is_in_types, uint64_t& next_offset);

// Reads all headers of a section; `is_in_types`: it is .debug_types.
UnitHeaders read_unit_headers(Bytes section, bool is_big_endian, bool is_in_types);

// Returns the unit that holds `offset`; null: none does.
const UnitHeader* find_unit(const std::vector<UnitHeader>& headers, uint64_t offset);

}  // namespace jescope
