// SPDX-License-Identifier: Apache-2.0
//
// Asks libelf. Sections that libdw inflated are inflated here too: the handle
// is the same.
#include "symbolize/elf/elf_sections.h"

#include <gelf.h>

namespace jescope {

Elf_Data* section_content(Elf_Scn* section) {
  GElf_Shdr header;
  if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) return nullptr;
  Elf_Data* content = elf_getdata(section, nullptr);
  const bool has_bytes = content != nullptr && content->d_buf != nullptr && content->d_size != 0;
  return has_bytes ? content : nullptr;
}

bool is_big_endian(Elf* elf) {
  const char* identity = elf_getident(elf, nullptr);
  return identity != nullptr && identity[EI_DATA] == ELFDATA2MSB;
}

}  // namespace jescope
