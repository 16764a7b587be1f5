// SPDX-License-Identifier: Apache-2.0
//
// The way up from a DWARF entry. Entries stand depth first, so an entry lies
// behind the one it is in and before that one's next sibling:
//
//   0x10 DW_TAG_namespace    app          scope of 0x20
//   0x20   DW_TAG_class_type   Pool       scope of 0x30
//   0x30     DW_TAG_subprogram   grow
//   0x40 DW_TAG_namespace    other
//
// Each level on the way down to an entry is read once and kept.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "symbolize/dwarf/entry_facts.h"
#include "symbolize/dwarf/scope_content.h"

namespace jescope {

class EntryTree {
 public:
  // Returns the innermost namespace, type or function around `entry`, else its
  // unit's root; nothing when the unit cannot be read.
  std::optional<Entry> scope_of(const Entry& entry);

  // Returns the types in `scope`, also those in its blocks, in order.
  std::vector<Entry> types_in(const Entry& scope);

  // Takes what the walk over `unit` has seen, in place of an earlier unit's.
  void learn(const DwarfUnit& unit, std::vector<ScopeContent> seen);

  // Forgets what it has read: units are about to go.
  void clear();

 private:
  const std::vector<Container>& containers_in(const Entry& entry);
  const Container* container_around(const Entry& entry, const Entry& outer);
  void append_types(const Entry& outer, int depth, std::vector<Entry>& types);

  // Keys: Entry::address()
  std::unordered_map<const uint8_t*, std::vector<Container>> learned_;
  std::unordered_map<const uint8_t*, std::vector<Container>> containers_;
  WorkBudget budget_{uint64_t{1} << 28};  // in bytes
};

}  // namespace jescope
