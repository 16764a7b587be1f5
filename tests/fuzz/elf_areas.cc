// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/elf_areas.h"

#include <gelf.h>

#include <algorithm>
#include <memory>

namespace jescope::testing {
namespace {

using ElfHandle = std::unique_ptr<Elf, int (*)(Elf*)>;

bool is_read_for_names(std::string_view name) {
  constexpr std::string_view kRead[] = {".debug_", ".zdebug_", ".gnu_debug", ".eh_frame",
                                        ".symtab", ".dynsym",  ".strtab",    ".dynstr",
                                        ".note",   ".gnu.ver", ".opd"};
  return std::any_of(std::begin(kRead), std::end(kRead),
                     [&](std::string_view start) { return name.starts_with(start); });
}

void append_headers(Elf* elf, std::vector<ElfArea>& areas) {
  GElf_Ehdr header;
  areas.push_back({"headers", 0, 64});
  if (gelf_getehdr(elf, &header) == nullptr) return;
  areas.push_back({"segments", header.e_phoff, size_t{header.e_phentsize} * header.e_phnum});
  areas.push_back({"sections", header.e_shoff, size_t{header.e_shentsize} * header.e_shnum});
}

void append_sections(Elf* elf, std::vector<ElfArea>& areas) {
  size_t names = 0;
  if (elf_getshdrstrndx(elf, &names) != 0) return;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type == SHT_NOBITS) continue;
    const char* const name = elf_strptr(elf, names, header.sh_name);
    if (name == nullptr || !is_read_for_names(name)) continue;
    areas.push_back({name, header.sh_offset, header.sh_size});
  }
}

}  // namespace

std::vector<ElfArea> elf_areas(std::string_view bytes) {
  elf_version(EV_CURRENT);
  std::string copy(bytes);
  const ElfHandle elf(elf_memory(copy.data(), copy.size()), &elf_end);
  std::vector<ElfArea> areas;
  if (elf && elf_kind(elf.get()) == ELF_K_ELF) {
    append_headers(elf.get(), areas);
    append_sections(elf.get(), areas);
  }
  std::erase_if(areas, [&](const ElfArea& area) {
    return area.length_bytes == 0 || area.start >= bytes.size() ||
           area.length_bytes > bytes.size() - area.start;
  });
  if (areas.empty() && !bytes.empty()) areas.push_back({"file", 0, bytes.size()});
  return areas;
}

}  // namespace jescope::testing
