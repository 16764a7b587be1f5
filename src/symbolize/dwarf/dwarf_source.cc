// SPDX-License-Identifier: Apache-2.0
//
// Reads the headers of .debug_info at once, type units when one is asked for.
#include "symbolize/dwarf/dwarf_source.h"

#include <dwarf.h>

namespace jescope {

DwarfSource::DwarfSource(const DebugSections& sections)
    : sections_(sections),
      units_(read_unit_headers(sections[DebugSection::kInfo], sections.is_big_endian(), false)) {}

UnitPlace DwarfSource::unit_at(uint64_t offset) const {
  return {find_unit(units_.headers, offset), sections_[DebugSection::kInfo]};
}

UnitPlace DwarfSource::unit_of_type(uint64_t signature) const {
  std::call_once(has_read_types_, [this] { read_types(); });
  const auto found = by_signature_.find(signature);
  return found == by_signature_.end() ? UnitPlace() : found->second;
}

void DwarfSource::read_types() const {
  const Bytes types = sections_[DebugSection::kTypes];
  const Bytes info = sections_[DebugSection::kInfo];
  type_units_ = read_unit_headers(types, is_big_endian(), true);
  for (const UnitHeader& header : type_units_.headers) {
    by_signature_.try_emplace(header.id, UnitPlace{&header, types});
  }
  for (const UnitHeader& header : units_.headers) {
    if (header.type == DW_UT_type || header.type == DW_UT_split_type) {
      by_signature_.try_emplace(header.id, UnitPlace{&header, info});
    }
  }
}

}  // namespace jescope
