// SPDX-License-Identifier: Apache-2.0
//
// Looks at sections as libelf holds them, and at the headers of units.
#include "symbolize/dwarf/dwarf_guard.h"

#include <dwarf.h>
#include <elfutils/libdwelf.h>
#include <gelf.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <unordered_set>

#include "symbolize/dwarf/byte_reader.h"
#include "symbolize/elf/elf_sections.h"

namespace jescope {
namespace {

// Compilers write up to about forty.
constexpr uint64_t kMostAttributes = 128;

// Returns the bytes of the section when inflated; 0 when it is not compressed.
uint64_t inflated_bytes(const ElfFile& file, Elf_Scn* section, const GElf_Shdr& header) {
  GElf_Chdr compression;
  if ((header.sh_flags & SHF_COMPRESSED) != 0) {
    return gelf_getchdr(section, &compression) == nullptr ? 0 : compression.ch_size;
  }
  if (!file.section_name(section).starts_with(".zdebug")) return 0;
  const ssize_t bytes = dwelf_scn_gnu_compressed_size(section);
  return bytes < 0 ? 0 : static_cast<uint64_t>(bytes);
}

bool holds_strings(std::string_view section) {
  return section.starts_with(".debug_str") || section.starts_with(".debug_line_str") ||
         section.starts_with(".debug_info") || section.starts_with(".debug_types");
}

bool is_ended(const Elf_Data& content) {
  return static_cast<const char*>(content.d_buf)[content.d_size - 1] == '\0';
}

std::unique_ptr<char[]> ended_copy(const Elf_Data& content) {
  std::unique_ptr<char[]> copy(new char[content.d_size + 1]);
  std::memcpy(copy.get(), content.d_buf, content.d_size);
  copy[content.d_size] = '\0';
  return copy;
}

// Reads tables of .debug_abbrev. Tables may overlap in a damaged file, so what
// is read in all is bounded.
//
//   code, tag, 1 byte: has children, {attribute, form [, constant]}..., 0, 0   (all ULEB128)
//   0                                                                          the table's end
class AbbreviationCheck {
 public:
  explicit AbbreviationCheck(std::string_view section)
      : section_(section), left_bytes_(2 * section.size()) {}

  bool is_table_sane(uint64_t offset) {
    if (offset >= section_.size() || !seen_.insert(offset).second) return true;
    ByteReader reader(section_.substr(static_cast<size_t>(offset)), false);
    const uint64_t before = reader.left_bytes();
    while (!reader.has_failed() && reader.leb() != 0) {
      if (!is_entry_sane(reader) || before - reader.left_bytes() > left_bytes_) return false;
    }
    left_bytes_ -= std::min(left_bytes_, before - reader.left_bytes());
    return true;
  }

 private:
  static bool is_entry_sane(ByteReader& reader) {
    reader.leb();
    reader.skip(1);
    for (uint64_t attributes = 0; attributes <= kMostAttributes; ++attributes) {
      const uint64_t name = reader.leb();
      const uint64_t form = reader.leb();
      if (form == DW_FORM_implicit_const) reader.leb();
      if (reader.has_failed() || (name == 0 && form == 0)) return true;
    }
    return false;
  }

  std::string_view section_;
  uint64_t left_bytes_;
  std::unordered_set<uint64_t> seen_;
};

// Checks the tables of all units; `signature` is null for .debug_info, not for
// .debug_types.
bool are_tables_sane(Dwarf* dwarf, AbbreviationCheck& check, uint64_t* signature) {
  Dwarf_Off unit = 0;
  Dwarf_Off next = 0;
  Dwarf_Off table = 0;
  size_t header_bytes = 0;
  while (dwarf_next_unit(dwarf, unit, &next, &header_bytes, nullptr, &table, nullptr, nullptr,
                         signature, nullptr) == 0) {
    if (!check.is_table_sane(table)) return false;
    if (next <= unit) return true;
    unit = next;
  }
  return true;
}

}  // namespace

bool is_inflation_sane(const ElfFile& file) {
  constexpr uint64_t kMostRatio = 64;
  constexpr uint64_t kForSmallFiles = uint64_t{16} << 20;
  const uint64_t most = kForSmallFiles + kMostRatio * file.size_bytes();
  uint64_t inflated = 0;
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(file.elf(), section)) != nullptr) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) continue;
    const uint64_t bytes = inflated_bytes(file, section, header);
    if (bytes > most - inflated) return false;
    inflated += bytes;
  }
  return true;
}

bool are_abbreviations_sane(Dwarf* dwarf) {
  for (const std::string_view name : {".debug_abbrev", ".debug_abbrev.dwo"}) {
    for (const std::string_view section : sections_named(dwarf_getelf(dwarf), name)) {
      AbbreviationCheck check(section);
      uint64_t signature = 0;
      if (!are_tables_sane(dwarf, check, nullptr)) return false;
      if (!are_tables_sane(dwarf, check, &signature)) return false;
    }
  }
  return true;
}

SectionCopies end_strings(Elf* elf) {
  SectionCopies copies;
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf, section)) != nullptr) {
    if (!holds_strings(debug_section_name(elf, section))) continue;
    Elf_Data* content = section_content(section);
    if (content == nullptr || is_ended(*content)) continue;
    copies.push_back(ended_copy(*content));
    content->d_buf = copies.back().get();
  }
  return copies;
}

void hide_alt_links(Elf* elf) {
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf, section)) != nullptr) {
    if (debug_section_name(elf, section) != ".gnu_debugaltlink") continue;
    if (Elf_Data* content = section_content(section)) content->d_size = 0;
  }
}

}  // namespace jescope
