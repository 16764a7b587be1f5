// SPDX-License-Identifier: Apache-2.0
//
// Attributes stand in the order of the entry's shape; those that names do not need
// are passed over.
#include "symbolize/dwarf/entry_facts.h"

#include <dwarf.h>

namespace jescope {
namespace {

FormValue* value_of(EntryFacts& facts, uint64_t attribute) {
  switch (attribute) {
    case DW_AT_name: return &facts.name;
    case DW_AT_linkage_name:
    case DW_AT_MIPS_linkage_name: return &facts.linkage_name;
    case DW_AT_abstract_origin: return &facts.origin;
    case DW_AT_specification: return &facts.specification;
    case DW_AT_signature: return &facts.signature;
    case DW_AT_call_file: return &facts.call_file;
    case DW_AT_call_line: return &facts.call_line;
    case DW_AT_low_pc: return &facts.code.low_pc;
    case DW_AT_high_pc: return &facts.code.high_pc;
    case DW_AT_ranges: return &facts.code.ranges;
    default: return nullptr;
  }
}

}  // namespace

EntryFacts read_facts(const Entry& entry) {
  EntryFacts facts;
  const DwarfUnit& unit = *entry.unit;
  ByteCursor cursor = unit.cursor(entry.offset);
  const Abbreviation* const shape = unit.abbreviations->find(cursor.uleb());
  if (shape == nullptr || cursor.has_failed()) return facts;
  ByteCursor specs(unit.abbreviations->section(), shape->attributes, false);
  for (;;) {
    const AttributeSpec spec = read_attribute_spec(specs);
    if (spec.name == 0 && spec.form == 0) break;
    FormValue* const wanted = value_of(facts, spec.name);
    if (wanted != nullptr) {
      *wanted = read_form(cursor, spec.form, spec.implicit, unit.header.sizes);
    } else if (spec.name == DW_AT_external) {
      facts.is_external = read_form(cursor, spec.form, spec.implicit, unit.header.sizes).number;
    } else {
      skip_form(cursor, spec.form, unit.header.sizes);
    }
  }
  if (cursor.has_failed()) return {};
  facts.tag = shape->tag;
  facts.has_children = shape->has_children;
  return facts;
}

}  // namespace jescope
