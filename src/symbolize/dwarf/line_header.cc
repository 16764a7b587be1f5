// SPDX-License-Identifier: Apache-2.0
//
// Reads the fields in their order. Every list ends with the header's bytes, so
// what is kept is bounded by them, whatever a count claims.
#include "symbolize/dwarf/line_header.h"

#include <dwarf.h>

#include <algorithm>

#include "symbolize/dwarf/entry_ranges.h"
#include "symbolize/dwarf/section_text.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

// What all names of a table may have in length, for each byte of its header: many
// numbers may lead to one long text.
constexpr uint64_t kNameBytesOfByte = 256;

// What an entry of DWARF 5 has, in its order.
struct Field {
  uint64_t content = 0;  // DW_LNCT_*
  uint64_t form = 0;
};

// Where a table ends, and how long its offsets are.
struct TableEnd {
  uint64_t position = 0;  // in the section
  bool is_64 = false;
};

// `cursor` stands where the table begins.
TableEnd read_table_end(ByteCursor& cursor) {
  uint64_t bytes = cursor.u32();
  const bool is_64 = bytes == 0xffffffff;
  if (is_64) bytes = cursor.u64();
  return {cursor.position() + std::min<uint64_t>(bytes, cursor.left_bytes()), is_64};
}

class HeaderReader {
 public:
  HeaderReader(const DebugSections& sections, uint64_t string_offsets)
      : sections_(sections),
        string_offsets_(string_offsets),
        cursor_(sections[DebugSection::kLine], 0, false) {}

  std::optional<LineHeader> read(uint64_t offset) {
    const std::optional<Bytes> header = find_parts(offset);
    if (!header) return std::nullopt;
    cursor_ = ByteCursor(*header, 0, sections_.is_big_endian());
    names_ = WorkBudget(kMostNameBytes + kNameBytesOfByte * header->size());
    read_steps();
    if (cursor_.has_failed() || result_.first_special == 0) return std::nullopt;
    if (result_.version >= 5) {
      read_lists();
    } else {
      read_old_lists();
    }
    return std::move(result_);
  }

 private:
  // Returns the header behind its length; sets the program, which follows it.
  std::optional<Bytes> find_parts(uint64_t offset) {
    const Bytes section = sections_[DebugSection::kLine];
    ByteCursor cursor(section, offset, sections_.is_big_endian());
    const TableEnd end = read_table_end(cursor);
    is_64_ = end.is_64;
    const uint64_t unit_end = end.position;
    result_.version = cursor.u16();
    if (cursor.has_failed() || result_.version < 2 || result_.version > 5) return std::nullopt;
    if (result_.version >= 5) {
      result_.address_bytes = cursor.u8();
      cursor.skip(1);  // bytes of a segment selector
    }
    const uint64_t header_bytes = cursor.number(is_64_ ? 8 : 4);
    const uint64_t start = cursor.position();
    if (cursor.has_failed() || start > unit_end || header_bytes > unit_end - start) {
      return std::nullopt;
    }
    result_.program = section.subspan(start + header_bytes, unit_end - start - header_bytes);
    return section.subspan(start, header_bytes);
  }

  void read_steps() {
    result_.least_step = cursor_.u8();
    if (result_.version >= 4) result_.most_operations = std::max<uint8_t>(cursor_.u8(), 1);
    cursor_.skip(1);  // whether rows begin statements
    result_.line_base = static_cast<int8_t>(cursor_.u8());
    result_.line_range = cursor_.u8();
    result_.first_special = cursor_.u8();
    for (unsigned code = 1; code < result_.first_special; ++code) {
      result_.operand_counts[code] = cursor_.u8();
    }
  }

  void read_old_lists() {
    for (std::string_view folder; !(folder = cursor_.text()).empty();) {
      result_.folders.push_back(cut_name(folder));
    }
    for (std::string_view name; !(name = cursor_.text()).empty();) {
      const uint64_t folder = cursor_.uleb();
      cursor_.skip_leb();  // time of the last change
      cursor_.skip_leb();  // length
      result_.files.push_back({cut_name(name), folder});
    }
  }

  void read_lists() {
    for (const LineFile& folder : read_entries()) result_.folders.push_back(folder.name);
    if (!cursor_.has_failed()) result_.files = read_entries();
  }

  std::vector<LineFile> read_entries() {
    const std::vector<Field> fields = read_fields();
    const uint64_t count = cursor_.uleb();
    std::vector<LineFile> entries;
    if (fields.empty()) return entries;
    while (entries.size() < count && !cursor_.is_at_end()) {
      const LineFile entry = read_entry(fields);
      if (cursor_.has_failed()) break;
      entries.push_back(entry);
    }
    return entries;
  }

  std::vector<Field> read_fields() {
    std::vector<Field> fields(cursor_.u8());
    for (Field& field : fields) {
      field.content = cursor_.uleb();
      field.form = cursor_.uleb();
    }
    return fields;
  }

  LineFile read_entry(const std::vector<Field>& fields) {
    LineFile entry;
    for (const Field& field : fields) {
      if (field.content == DW_LNCT_path) {
        entry.name = read_text(field.form);
      } else if (field.content == DW_LNCT_directory_index) {
        entry.folder = read_number(field.form);
      } else {
        skip(field.form);
      }
    }
    return entry;
  }

  std::string_view read_text(uint64_t form) {
    switch (form) {
      case DW_FORM_string: return cut_name(cursor_.text());
      case DW_FORM_line_strp: return text_at(DebugSection::kLineStr, read_offset());
      case DW_FORM_strp: return text_at(DebugSection::kStr, read_offset());
      case DW_FORM_strx: return indexed_text(cursor_.uleb());
      case DW_FORM_strx1: return indexed_text(cursor_.u8());
      case DW_FORM_strx2: return indexed_text(cursor_.u16());
      case DW_FORM_strx3: return indexed_text(cursor_.number(3));
      case DW_FORM_strx4: return indexed_text(cursor_.u32());
      default: return skip(form), std::string_view();
    }
  }

  // A text that is not there ends the list.
  std::string_view text_at(DebugSection section, uint64_t offset) {
    if (names_.is_spent()) return end_list(), std::string_view();
    const std::optional<std::string_view> text = section_text(sections_[section], offset);
    if (!text || !names_.spend(text->size())) return end_list(), std::string_view();
    return *text;
  }

  void end_list() { cursor_.skip(cursor_.left_bytes() + 1); }

  uint64_t read_offset() { return cursor_.number(is_64_ ? 8 : 4); }

  std::string_view indexed_text(uint64_t index) {
    const Bytes table = sections_[DebugSection::kStrOffsets];
    const unsigned entry_bytes = is_64_ ? 8 : 4;
    if (index > table.size()) return {};
    ByteCursor cursor(table, string_offsets_ + index * entry_bytes, sections_.is_big_endian());
    const uint64_t offset = cursor.number(entry_bytes);
    return cursor.has_failed() ? std::string_view() : text_at(DebugSection::kStr, offset);
  }

  uint64_t read_number(uint64_t form) {
    switch (form) {
      case DW_FORM_udata: return cursor_.uleb();
      case DW_FORM_data1: return cursor_.u8();
      case DW_FORM_data2: return cursor_.u16();
      case DW_FORM_data4: return cursor_.u32();
      case DW_FORM_data8: return cursor_.u64();
      default: return skip(form), 0;
    }
  }

  void skip(uint64_t form) {
    switch (form) {
      case DW_FORM_data16: return cursor_.skip(16);
      case DW_FORM_block: return cursor_.skip(cursor_.uleb());
      case DW_FORM_block1: return cursor_.skip(cursor_.u8());
      case DW_FORM_block2: return cursor_.skip(cursor_.u16());
      case DW_FORM_block4: return cursor_.skip(cursor_.u32());
      case DW_FORM_string: cursor_.text(); return;
      case DW_FORM_udata:
      case DW_FORM_sdata:
      case DW_FORM_strx: return cursor_.skip_leb();
      default: return skip_fixed(form);
    }
  }

  void skip_fixed(uint64_t form) {
    switch (form) {
      case DW_FORM_data1:
      case DW_FORM_flag:
      case DW_FORM_strx1: return cursor_.skip(1);
      case DW_FORM_data2:
      case DW_FORM_strx2: return cursor_.skip(2);
      case DW_FORM_strx3: return cursor_.skip(3);
      case DW_FORM_data4:
      case DW_FORM_strx4: return cursor_.skip(4);
      case DW_FORM_data8: return cursor_.skip(8);
      case DW_FORM_line_strp:
      case DW_FORM_strp:
      case DW_FORM_sec_offset: return cursor_.skip(is_64_ ? 8 : 4);
      default: return end_list();  // nobody knows where it ends
    }
  }

  const DebugSections& sections_;
  uint64_t string_offsets_;
  ByteCursor cursor_;
  WorkBudget names_{0};
  LineHeader result_;
  bool is_64_ = false;
};

}  // namespace

uint64_t line_table_bytes(const DebugSections& sections, uint64_t offset) {
  const Bytes section = sections[DebugSection::kLine];
  if (offset >= section.size()) return 0;
  ByteCursor cursor(section, offset, sections.is_big_endian());
  return read_table_end(cursor).position - offset;
}

std::optional<LineHeader> read_line_header(const DebugSections& sections, uint64_t offset,
                                           uint64_t string_offsets) {
  if (offset >= sections[DebugSection::kLine].size()) return std::nullopt;
  return HeaderReader(sections, string_offsets).read(offset);
}

}  // namespace jescope
