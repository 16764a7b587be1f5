// SPDX-License-Identifier: Apache-2.0
//
// The header, in DWARF 5 (before, the folders and files are lists of strings
// that end themselves):
//
//   4 or 4+8 bytes  length of what follows        1  opcode base
//   2  version                                    .. opcode base - 1 bytes
//   1  address bytes, 1  segment bytes            1  number of fields of a folder
//   4 or 8  length of the header's rest           .. {content, form} ULEB128 each
//   1  shortest instruction, 1  operations        .. number of folders, folders
//   1  is statement, 1  line base, 1  line range  .. the same for files
#include "symbolize/dwarf/line_tables.h"

#include <dwarf.h>

#include <algorithm>
#include <vector>

#include "symbolize/dwarf/byte_reader.h"
#include "symbolize/elf/elf_sections.h"

namespace jescope {
namespace {

constexpr uint64_t kMostProgramBytes = uint64_t{16} << 20;  // of one unit
constexpr uint64_t kMostProgramBytesOfFile = uint64_t{256} << 20;

// Passes over a value; false when libdw does not take its form in a header.
bool skip_value(ByteReader& reader, uint64_t form, size_t offset_bytes) {
  switch (form) {
    case DW_FORM_string: reader.text(); return true;
    case DW_FORM_line_strp:
    case DW_FORM_strp:
    case DW_FORM_sec_offset: reader.skip(offset_bytes); return true;
    case DW_FORM_udata:
    case DW_FORM_strx: reader.leb(); return true;
    case DW_FORM_block: reader.skip(reader.leb()); return true;
    case DW_FORM_data1:
    case DW_FORM_strx1: reader.skip(1); return true;
    case DW_FORM_data2:
    case DW_FORM_strx2: reader.skip(2); return true;
    case DW_FORM_strx3: reader.skip(3); return true;
    case DW_FORM_data4:
    case DW_FORM_strx4: reader.skip(4); return true;
    case DW_FORM_data8: reader.skip(8); return true;
    case DW_FORM_data16: reader.skip(16); return true;
    default: return false;
  }
}

// Passes over the folders or the files; false when there cannot be as many as
// are counted.
bool skip_entries(ByteReader& reader, size_t offset_bytes) {
  std::vector<uint64_t> forms(static_cast<size_t>(reader.number(1)));
  for (uint64_t& form : forms) {
    reader.leb();
    form = reader.leb();
  }
  const uint64_t entries = reader.leb();
  if (forms.empty()) return entries == 0;
  for (uint64_t i = 0; i < entries && !reader.has_failed(); ++i) {
    for (const uint64_t form : forms) {
      if (!skip_value(reader, form, offset_bytes)) return false;
    }
  }
  return !reader.has_failed();
}

// Returns the bytes of the program of the table at the reader, which is at the
// start of its header; nothing when the header is damaged: UINT64_MAX.
uint64_t program_bytes(ByteReader reader, bool is_big_endian) {
  constexpr uint64_t kDamaged = UINT64_MAX;
  size_t offset_bytes = 4;
  uint64_t table_bytes = reader.number(4);
  if (table_bytes == UINT32_MAX) {
    offset_bytes = 8;
    table_bytes = reader.number(8);
  }
  if (table_bytes > reader.left_bytes()) return kDamaged;
  ByteReader table(reader.rest().substr(0, static_cast<size_t>(table_bytes)), is_big_endian);
  const uint64_t version = table.number(2);
  if (version < 2 || version > 5) return kDamaged;
  if (version == 5) table.skip(2);
  const uint64_t header_bytes = table.number(offset_bytes);
  if (table.has_failed() || header_bytes > table.left_bytes()) return kDamaged;
  const uint64_t left_bytes = table.left_bytes() - header_bytes;
  if (version < 5) return left_bytes;
  table.skip(5);
  const uint64_t opcode_base = table.number(1);
  table.skip(opcode_base == 0 ? 0 : opcode_base - 1);
  const bool is_sound = skip_entries(table, offset_bytes) && skip_entries(table, offset_bytes);
  return is_sound ? left_bytes : kDamaged;
}

}  // namespace

LineTables::LineTables(Dwarf* dwarf) : is_big_endian_(is_big_endian(dwarf_getelf(dwarf))) {
  const std::vector<std::string_view> sections = sections_named(dwarf_getelf(dwarf), ".debug_line");
  if (sections.size() == 1) section_ = sections.front();
  left_bytes_ = std::min<uint64_t>(section_.size(), kMostProgramBytesOfFile);
}

bool LineTables::may_decode(const Dwarf_Die& root) {
  Dwarf_Die entry = root;
  Dwarf_Attribute attribute;
  Dwarf_Word offset = 0;
  if (dwarf_attr(&entry, DW_AT_stmt_list, &attribute) == nullptr ||
      dwarf_formudata(&attribute, &offset) != 0) {
    return false;
  }
  const auto [known, is_new] = known_.try_emplace(offset, false);
  if (is_new) known->second = is_sound(offset);
  return known->second;
}

bool LineTables::is_sound(uint64_t offset) {
  if (offset >= section_.size()) return false;
  const ByteReader reader(section_.substr(static_cast<size_t>(offset)), is_big_endian_);
  const uint64_t bytes = program_bytes(reader, is_big_endian_);
  if (bytes > std::min(kMostProgramBytes, left_bytes_)) return false;
  left_bytes_ -= bytes;
  return true;
}

}  // namespace jescope
