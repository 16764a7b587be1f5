// SPDX-License-Identifier: Apache-2.0
//
// The way up from a DWARF entry, which libdw lacks. Entries stand depth first,
// so an entry lies behind the one it is in and before that one's next sibling:
//
//   0x10 DW_TAG_namespace    app          scope of 0x20
//   0x20   DW_TAG_class_type   Pool       scope of 0x30
//   0x30     DW_TAG_subprogram   grow
//   0x40 DW_TAG_namespace    other
//
// Each level on the way down to an entry is read once and kept.
#pragma once

#include <elfutils/libdw.h>

#include <optional>
#include <unordered_map>
#include <vector>

#include "symbolize/dwarf/dwarf_ranges.h"

namespace jescope {

// An entry that can hold functions: a namespace, type, function or block.
struct Container {
  Dwarf_Die entry;
  const void* end = nullptr;  // where the next sibling stands; null: there is none
};

class EntryTree {
 public:
  // Returns the innermost namespace, type or function around `entry`, else its
  // unit's root; nothing when the unit cannot be read.
  std::optional<Dwarf_Die> scope_of(const Dwarf_Die& entry);

  // Returns the types in `scope`, also those in its blocks, in order.
  std::vector<Dwarf_Die> types_in(const Dwarf_Die& scope);

 private:
  const std::vector<Container>& containers_in(const Dwarf_Die& entry);
  const Container* container_around(const Dwarf_Die& entry, const Dwarf_Die& outer);
  void append_types(const Dwarf_Die& outer, int depth, std::vector<Dwarf_Die>& types);

  std::unordered_map<const void*, std::vector<Container>> containers_;  // key: Dwarf_Die::addr
  WorkBudget budget_{uint64_t{1} << 26};
};

// Returns true for classes, structures, unions and enumerations.
bool is_type(Dwarf_Die entry);

}  // namespace jescope
