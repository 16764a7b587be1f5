// SPDX-License-Identifier: Apache-2.0
//
// An instance of a function has few attributes of its own; the rest stands in
// what it refers to:
//
//   DW_TAG_inlined_subroutine  DW_AT_abstract_origin ──▶ DW_TAG_subprogram
//   DW_TAG_subprogram          DW_AT_specification   ──▶ DW_TAG_subprogram, in its class
//                                                          DW_AT_name  "grow"
//
// At most 16 references are followed: damaged files lead in circles. What dwz has
// put into a file that is not here is not known, which is not the same as not given:
// a namespace without a name is another one.
#pragma once

#include <optional>
#include <string_view>

#include "symbolize/dwarf/entry_facts.h"

namespace jescope {

// What names need of an entry and of what it refers to.
struct NameFacts {
  std::string_view name;          // empty: none
  std::string_view linkage_name;  // likewise
  bool is_external = false;
  bool is_partial = false;  // a name or a reference is there, and leads nowhere
};

NameFacts read_names(UnitCache& units, const Entry& entry);

// Returns what `entry` refers to; itself when it refers to nothing.
Entry follow_or_stay(UnitCache& units, const Entry& entry, const FormValue& reference);

// Returns where `entry` is declared: a definition may stand outside its scope.
// Nothing when that cannot be read.
std::optional<Entry> declaration_of(UnitCache& units, Entry entry);

}  // namespace jescope
