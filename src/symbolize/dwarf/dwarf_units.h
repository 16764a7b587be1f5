// SPDX-License-Identifier: Apache-2.0
//
// Which compilation units hold code, and where. Read from the units' own root
// entries: the index in .debug_aranges is often absent or incomplete.
#pragma once

#include <elfutils/libdw.h>

#include <vector>

#include "symbolize/elf/address_ranges.h"

namespace jescope {

struct DwarfUnits {
  std::vector<Dwarf_Die> roots;      // of units with code
  std::vector<AddressRange> ranges;  // sorted; owner: row in roots
  bool is_damaged = false;           // the list of units ends early
};

// Reads the units whose code lies in executable `segments`. What the linker
// discarded keeps ranges at addresses that are none, and is left out.
DwarfUnits read_dwarf_units(Dwarf* dwarf, const LoadSegments& segments);

}  // namespace jescope
