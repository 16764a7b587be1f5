// SPDX-License-Identifier: Apache-2.0
//
// Split DWARF (-gsplit-dwarf): the program has a skeleton unit with ranges and
// lines, a .dwo file beside the object the rest.
#pragma once

#include <elfutils/libdw.h>

namespace jescope {

struct UnitEntries {
  Dwarf_Die root;        // whose children are the unit's functions
  bool is_found = true;  // false: a skeleton whose .dwo file is not here
};

// Returns `root` itself or, for a skeleton, the root of its split unit.
UnitEntries unit_entries(const Dwarf_Die& root);

}  // namespace jescope
