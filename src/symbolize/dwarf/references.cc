// SPDX-License-Identifier: Apache-2.0
//
// Follows one reference after the other, the nearest answer first.
#include "symbolize/dwarf/references.h"

#include <dwarf.h>

namespace jescope {
namespace {

constexpr int kMostReferences = 16;

const FormValue& reference_of(const EntryFacts& facts) {
  if (facts.origin.is_there()) return facts.origin;
  return facts.specification.is_there() ? facts.specification : facts.signature;
}

bool is_in_shared_file(const FormValue& text) {
  return text.form == DW_FORM_GNU_strp_alt || text.form == DW_FORM_strp_sup;
}

void add_text(const DwarfUnit& unit, const FormValue& value, std::string_view& text,
              NameFacts& names) {
  if (!text.empty()) return;
  text = text_of(unit, value);
  names.is_partial |= text.empty() && is_in_shared_file(value);
}

void add(const DwarfUnit& unit, const EntryFacts& facts, NameFacts& names) {
  add_text(unit, facts.name, names.name, names);
  add_text(unit, facts.linkage_name, names.linkage_name, names);
  names.is_external |= facts.is_external;
}

}  // namespace

NameFacts read_names(UnitCache& units, const Entry& entry) {
  NameFacts names;
  Entry at = entry;
  for (int step = 0; step <= kMostReferences; ++step) {
    const EntryFacts facts = read_facts(at);
    add(*at.unit, facts, names);
    if (!names.linkage_name.empty() && !names.name.empty()) break;
    const FormValue& reference = reference_of(facts);
    const std::optional<Entry> next = units.follow(*at.unit, reference);
    names.is_partial |= !next && reference.is_there();
    if (!next) break;
    at = *next;
  }
  return names;
}

Entry follow_or_stay(UnitCache& units, const Entry& entry, const FormValue& reference) {
  return units.follow(*entry.unit, reference).value_or(entry);
}

std::optional<Entry> declaration_of(UnitCache& units, Entry entry) {
  for (int step = 0; step < kMostReferences; ++step) {
    const EntryFacts facts = read_facts(entry);
    const FormValue& reference = facts.origin.is_there() ? facts.origin : facts.specification;
    const std::optional<Entry> next = units.follow(*entry.unit, reference);
    if (!next && reference.is_there()) return std::nullopt;
    if (!next || *next == entry) break;
    entry = *next;
  }
  return entry;
}

}  // namespace jescope
