// SPDX-License-Identifier: Apache-2.0
//
// libelf gives the section in our byte order, as it is where it has it already.
// Asking it for one entry after the other would cost more than all that is done
// with them.
#include "symbolize/elf/raw_symbols.h"

#include <gelf.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "symbolize/elf/elf_sections.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

std::string_view content_of(Elf_Scn* section) {
  const Elf_Data* content = section == nullptr ? nullptr : section_content(section);
  if (content == nullptr) return {};
  return {static_cast<const char*>(content->d_buf), content->d_size};
}

template <typename Entry>
Entry entry_at(const char* entries, uint32_t row) {
  Entry entry;
  std::memcpy(&entry, entries + size_t{row} * sizeof entry, sizeof entry);
  return entry;
}

template <typename Entry>
RawSymbol symbol_of(const Entry& entry) {
  return {entry.st_name, entry.st_info, entry.st_shndx, entry.st_value, entry.st_size};
}

}  // namespace

RawSymbols RawSymbols::find(Elf* elf, uint32_t section_type) {
  RawSymbols symbols;
  symbols.is_wide_ = gelf_getclass(elf) == ELFCLASS64;
  const size_t entry_bytes = symbols.is_wide_ ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf, section)) != nullptr) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != section_type) continue;
    const std::string_view entries = content_of(section);
    if (entries.empty()) continue;
    constexpr size_t kMost = std::numeric_limits<uint32_t>::max() - 1;
    symbols.entries_ = entries.data();
    symbols.size_ = static_cast<uint32_t>(std::min(entries.size() / entry_bytes, kMost));
    symbols.strings_ = content_of(elf_getscn(elf, header.sh_link));
    break;
  }
  return symbols;
}

RawSymbol RawSymbols::at(uint32_t row) const {
  return is_wide_ ? symbol_of(entry_at<Elf64_Sym>(entries_, row))
                  : symbol_of(entry_at<Elf32_Sym>(entries_, row));
}

std::string_view RawSymbols::text(uint32_t offset) const {
  if (offset >= strings_.size()) return {};
  const std::string_view rest = cut_name(strings_.substr(offset));
  const void* end = std::memchr(rest.data(), '\0', rest.size());
  if (end == nullptr) return rest;
  return rest.substr(0, static_cast<size_t>(static_cast<const char*>(end) - rest.data()));
}

}  // namespace jescope
