// SPDX-License-Identifier: Apache-2.0
//
// Split units have no base attributes: their tables begin behind the header of
// their section, and addresses are in the table of the skeleton.
#include "symbolize/dwarf/unit.h"

#include <dwarf.h>

#include <limits>

#include "symbolize/dwarf/section_text.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

FormValue* root_value(UnitRoot& root, uint64_t attribute) {
  switch (attribute) {
    case DW_AT_name: return &root.name;
    case DW_AT_comp_dir: return &root.folder;
    case DW_AT_producer: return &root.producer;
    case DW_AT_dwo_name:
    case DW_AT_GNU_dwo_name: return &root.split_name;
    case DW_AT_low_pc: return &root.low_pc;
    case DW_AT_high_pc: return &root.high_pc;
    case DW_AT_ranges: return &root.ranges;
    case DW_AT_entry_pc: return &root.entry_pc;
    case DW_AT_stmt_list: return &root.lines;
    case DW_AT_language: return &root.language;
    case DW_AT_GNU_dwo_id: return &root.split_id;
    case DW_AT_str_offsets_base: return &root.str_offsets_base;
    case DW_AT_addr_base:
    case DW_AT_GNU_addr_base: return &root.addr_base;
    case DW_AT_rnglists_base: return &root.rnglists_base;
    case DW_AT_GNU_ranges_base: return &root.old_ranges_base;
    default: return nullptr;
  }
}

// Length of the header before a table of .debug_str_offsets or .debug_rnglists.
uint64_t table_header_bytes(const DwarfUnit& unit, uint64_t bytes_of_32_bit_format) {
  if (unit.header.sizes.version < 5) return 0;
  return bytes_of_32_bit_format + (unit.header.sizes.offset_bytes == 8 ? 8 : 0);
}

uint64_t base_or(const FormValue& value, uint64_t otherwise) {
  return value.is_there() ? value.number : otherwise;
}

// Returns number `row` of the table at `base`; nothing when there are not as many.
std::optional<uint64_t> table_number(const DwarfUnit& unit, Bytes section, uint64_t base,
                                     uint64_t row, unsigned bytes) {
  if (base > section.size() || row >= (section.size() - base) / bytes) return std::nullopt;
  ByteCursor cursor(section, base + row * bytes, unit.source->is_big_endian());
  return cursor.number(bytes);
}

std::string_view text_at(const DwarfSource* source, DebugSection section, uint64_t offset) {
  if (source == nullptr) return {};
  return section_text(source->sections()[section], offset).value_or(std::string_view());
}

std::string_view indexed_text(const DwarfUnit& unit, uint64_t row) {
  const std::optional<uint64_t> offset = table_number(
      unit, unit.sections.str_offsets, unit.str_offsets_base, row, unit.header.sizes.offset_bytes);
  return offset ? text_at(unit.source, DebugSection::kStr, *offset) : std::string_view();
}

std::optional<uint64_t> indexed_address(const DwarfUnit& unit, uint64_t row) {
  return table_number(unit, unit.sections.addresses, unit.addr_base, row,
                      unit.header.sizes.address_bytes);
}

}  // namespace

UnitSections sections_of(const DwarfSource& source, uint8_t version) {
  const DebugSections& sections = source.sections();
  return {sections[DebugSection::kAbbrev], sections[DebugSection::kLine],
          sections[DebugSection::kStrOffsets], sections[DebugSection::kAddr],
          sections[version >= 5 ? DebugSection::kRnglists : DebugSection::kRanges]};
}

uint64_t read_root(DwarfUnit& unit) {
  ByteCursor cursor = unit.cursor(unit.header.first_entry());
  const uint64_t code = cursor.uleb();
  const LoneAbbreviation shape =
      find_abbreviation(unit.sections.abbreviations, unit.header.abbreviations, code);
  if (code == 0 || shape.attributes == 0) return shape.read_bytes;
  ByteCursor specs(unit.sections.abbreviations, shape.attributes, false);
  for (size_t attributes = 0;; ++attributes) {
    const AttributeSpec spec = read_attribute_spec(specs);
    if (specs.has_failed() || cursor.has_failed()) return shape.read_bytes;
    if (spec.name == 0 && spec.form == 0) break;
    if (attributes == kMostAttributes) return shape.read_bytes;
    FormValue* const wanted = root_value(unit.root, spec.name);
    const FormValue value = read_form(cursor, spec.form, spec.implicit, unit.header.sizes);
    if (wanted != nullptr) *wanted = value;
  }
  if (cursor.has_failed()) return shape.read_bytes;
  unit.root.tag = shape.tag;
  unit.root.has_children = shape.has_children;
  return shape.read_bytes;
}

void set_bases(DwarfUnit& unit) {
  const UnitRoot& root = unit.root;
  unit.str_offsets_base = base_or(root.str_offsets_base, table_header_bytes(unit, 8));
  unit.rnglists_base = base_or(root.rnglists_base, table_header_bytes(unit, 12));
  unit.addr_base = base_or(root.addr_base, table_header_bytes(unit, 8));
  if (unit.skeleton != nullptr) {
    unit.addr_base = unit.skeleton->addr_base;
    unit.base_address = unit.skeleton->base_address;
    unit.old_ranges_base = base_or(unit.skeleton->root.old_ranges_base, 0);
    return;
  }
  const FormValue& base = root.low_pc.is_there() ? root.low_pc : root.entry_pc;
  unit.base_address = address_of(unit, base).value_or(0);
}

std::string_view text_of(const DwarfUnit& unit, const FormValue& value) {
  switch (value.form) {
    case DW_FORM_string: return cut_name(value.text);
    case DW_FORM_strp: return text_at(unit.source, DebugSection::kStr, value.number);
    case DW_FORM_line_strp: return text_at(unit.source, DebugSection::kLineStr, value.number);
    case DW_FORM_GNU_strp_alt:
    case DW_FORM_strp_sup: return text_at(unit.shared, DebugSection::kStr, value.number);
    case DW_FORM_strx:
    case DW_FORM_strx1:
    case DW_FORM_strx2:
    case DW_FORM_strx3:
    case DW_FORM_strx4:
    case DW_FORM_GNU_str_index: return indexed_text(unit, value.number);
    default: return {};
  }
}

bool is_address(const FormValue& value) {
  switch (value.form) {
    case DW_FORM_addr:
    case DW_FORM_addrx:
    case DW_FORM_addrx1:
    case DW_FORM_addrx2:
    case DW_FORM_addrx3:
    case DW_FORM_addrx4:
    case DW_FORM_GNU_addr_index:
    case kFormLlvmAddrxOffset: return true;
    default: return false;
  }
}

std::optional<uint64_t> address_of(const DwarfUnit& unit, const FormValue& value) {
  if (!is_address(value)) return std::nullopt;
  if (value.form == DW_FORM_addr) return value.number;
  if (value.form != kFormLlvmAddrxOffset) return indexed_address(unit, value.number);
  const std::optional<uint64_t> address =
      indexed_address(unit, value.number & std::numeric_limits<uint32_t>::max());
  return address ? std::optional(*address + (value.number >> 32)) : std::nullopt;
}

}  // namespace jescope
