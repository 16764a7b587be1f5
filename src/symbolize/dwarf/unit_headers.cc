// SPDX-License-Identifier: Apache-2.0
//
// A unit of an unknown version or type is passed over by its length.
#include "symbolize/dwarf/unit_headers.h"

#include <dwarf.h>

#include <algorithm>
#include <limits>

namespace jescope {
namespace {

bool is_known_type(uint8_t type) {
  return type >= DW_UT_compile && type <= DW_UT_split_type;
}

bool is_type_unit(uint8_t type) {
  return type == DW_UT_type || type == DW_UT_split_type;
}

bool has_split_id(uint8_t type) {
  return type == DW_UT_skeleton || type == DW_UT_split_compile;
}

// What stands behind the version.
void read_rest(ByteCursor& cursor, bool is_in_types, UnitHeader& header) {
  FormSizes& sizes = header.sizes;
  header.type = is_in_types ? uint8_t{DW_UT_type} : uint8_t{DW_UT_compile};
  if (sizes.version >= 5) {
    header.type = cursor.u8();
    sizes.address_bytes = cursor.u8();
    header.abbreviations = cursor.number(sizes.offset_bytes);
  } else {
    header.abbreviations = cursor.number(sizes.offset_bytes);
    sizes.address_bytes = cursor.u8();
  }
  if (has_split_id(header.type) || is_type_unit(header.type)) header.id = cursor.u64();
  if (is_type_unit(header.type)) header.type_entry = cursor.number(sizes.offset_bytes);
}

bool is_sound(const ByteCursor& cursor, const UnitHeader& header) {
  const FormSizes& sizes = header.sizes;
  const bool has_known_addresses =
      sizes.address_bytes == 2 || sizes.address_bytes == 4 || sizes.address_bytes == 8;
  return !cursor.has_failed() && cursor.position() <= header.end && has_known_addresses &&
         is_known_type(header.type);
}

}  // namespace

std::optional<UnitHeader> read_unit_header(Bytes section, uint64_t offset, bool is_big_endian,
                                           bool is_in_types, uint64_t& next_offset) {
  next_offset = 0;
  ByteCursor cursor(section, offset, is_big_endian);
  UnitHeader header;
  header.start = offset;
  header.sizes.offset_bytes = 4;
  uint64_t length_bytes = cursor.u32();
  if (length_bytes == std::numeric_limits<uint32_t>::max()) {
    header.sizes.offset_bytes = 8;
    length_bytes = cursor.u64();
  }
  if (cursor.has_failed() || length_bytes > cursor.left_bytes()) return std::nullopt;
  header.end = cursor.position() + length_bytes;
  next_offset = header.end;
  const uint16_t version = cursor.u16();
  if (version < 2 || version > 5) return std::nullopt;
  header.sizes.version = static_cast<uint8_t>(version);
  read_rest(cursor, is_in_types, header);
  if (!is_sound(cursor, header)) return std::nullopt;
  header.header_bytes = static_cast<uint8_t>(cursor.position() - offset);
  return header;
}

UnitHeaders read_unit_headers(Bytes section, bool is_big_endian, bool is_in_types) {
  UnitHeaders units;
  uint64_t offset = 0;
  while (offset < section.size()) {
    uint64_t next = 0;
    const auto header = read_unit_header(section, offset, is_big_endian, is_in_types, next);
    if (header) units.headers.push_back(*header);
    units.is_damaged |= !header;
    if (next == 0) break;
    offset = next;
  }
  return units;
}

const UnitHeader* find_unit(const std::vector<UnitHeader>& headers, uint64_t offset) {
  const auto behind =
      std::partition_point(headers.begin(), headers.end(),
                           [&](const UnitHeader& header) { return header.start <= offset; });
  if (behind == headers.begin()) return nullptr;
  const UnitHeader& header = *std::prev(behind);
  return offset < header.end ? &header : nullptr;
}

}  // namespace jescope
