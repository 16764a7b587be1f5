// SPDX-License-Identifier: Apache-2.0
//
// Asks libelf. Sections that libdw inflated are inflated here too: the handle
// is the same.
#include "symbolize/elf/elf_sections.h"

#include <gelf.h>

namespace jescope {

std::string debug_section_name(Elf* elf, Elf_Scn* section) {
  size_t names = 0;
  GElf_Shdr header;
  if (elf_getshdrstrndx(elf, &names) != 0 || gelf_getshdr(section, &header) == nullptr) return {};
  const char* text = elf_strptr(elf, names, header.sh_name);
  std::string name = text == nullptr ? std::string() : std::string(text);
  if (name.starts_with(".zdebug_")) name.erase(1, 1);
  return name;
}

Elf_Data* section_content(Elf_Scn* section) {
  GElf_Shdr header;
  if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) return nullptr;
  Elf_Data* content = elf_getdata(section, nullptr);
  const bool has_bytes = content != nullptr && content->d_buf != nullptr && content->d_size != 0;
  return has_bytes ? content : nullptr;
}

std::vector<std::string_view> sections_named(Elf* elf, std::string_view name) {
  std::vector<std::string_view> sections;
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf, section)) != nullptr) {
    if (debug_section_name(elf, section) != name) continue;
    const Elf_Data* content = section_content(section);
    if (content == nullptr) continue;
    sections.emplace_back(static_cast<const char*>(content->d_buf), content->d_size);
  }
  return sections;
}

bool is_big_endian(Elf* elf) {
  const char* identity = elf_getident(elf, nullptr);
  return identity != nullptr && identity[EI_DATA] == ELFDATA2MSB;
}

}  // namespace jescope
