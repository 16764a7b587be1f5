// SPDX-License-Identifier: Apache-2.0
//
// Which compilation units the wanted addresses are in. Read from the units' own
// root entries: the index in .debug_aranges is often absent or incomplete.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "symbolize/dwarf/unit_cache.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

// The addresses of one unit.
struct UnitPart {
  UnitPlace place;
  std::vector<LinkAddress> addresses;  // ascending
  std::vector<size_t> rows;            // in the caller's list
};

struct UnitIndex {
  std::vector<UnitPart> parts;  // of units that hold an address, in the file's order
  bool is_damaged = false;      // units are missing
};

// Gives each of `addresses` (ascending, distinct) to the unit of `source` that
// holds it. What the linker discarded keeps ranges at addresses that are none in
// executable `segments`, and is left out.
UnitIndex divide_by_unit(const DwarfSource& source, const LoadSegments& segments,
                         std::span<const LinkAddress> addresses);

}  // namespace jescope
