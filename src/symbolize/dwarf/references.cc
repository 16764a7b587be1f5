// SPDX-License-Identifier: Apache-2.0
//
// Follows one reference after the other, the nearest answer first.
#include "symbolize/dwarf/references.h"

namespace jescope {
namespace {

constexpr int kMostReferences = 16;

const FormValue& reference_of(const EntryFacts& facts) {
  if (facts.origin.is_there()) return facts.origin;
  return facts.specification.is_there() ? facts.specification : facts.signature;
}

void add(const DwarfUnit& unit, const EntryFacts& facts, NameFacts& names) {
  if (names.name.empty()) names.name = text_of(unit, facts.name);
  if (names.linkage_name.empty()) names.linkage_name = text_of(unit, facts.linkage_name);
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
    const std::optional<Entry> next = units.follow(*at.unit, reference_of(facts));
    if (!next) break;
    at = *next;
  }
  return names;
}

Entry follow_or_stay(UnitCache& units, const Entry& entry, const FormValue& reference) {
  return units.follow(*entry.unit, reference).value_or(entry);
}

Entry declaration_of(UnitCache& units, Entry entry) {
  for (int step = 0; step < kMostReferences; ++step) {
    const EntryFacts facts = read_facts(entry);
    const FormValue& reference = facts.origin.is_there() ? facts.origin : facts.specification;
    const std::optional<Entry> next = units.follow(*entry.unit, reference);
    if (!next || *next == entry) break;
    entry = *next;
  }
  return entry;
}

}  // namespace jescope
