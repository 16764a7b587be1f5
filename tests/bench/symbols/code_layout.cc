// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/symbols/code_layout.h"

#include <elf.h>

#include <cstring>
#include <fstream>

namespace jescope::testing {
namespace {

template <typename Header>
bool read_at(std::ifstream& file, uint64_t offset, Header& header) {
  file.seekg(static_cast<std::streamoff>(offset));
  return static_cast<bool>(file.read(reinterpret_cast<char*>(&header), sizeof header));
}

void read_segments(std::ifstream& file, const Elf64_Ehdr& elf, CodeLayout& layout) {
  for (uint64_t i = 0; i < elf.e_phnum; ++i) {
    Elf64_Phdr segment = {};
    if (!read_at(file, elf.e_phoff + i * elf.e_phentsize, segment)) return;
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    layout.loaded.push_back({segment.p_offset, segment.p_vaddr, segment.p_filesz});
  }
}

void read_text(std::ifstream& file, const Elf64_Ehdr& elf, CodeLayout& layout) {
  for (uint64_t i = 0; i < elf.e_shnum; ++i) {
    Elf64_Shdr section = {};
    if (!read_at(file, elf.e_shoff + i * elf.e_shentsize, section)) return;
    const bool is_code = section.sh_type == SHT_PROGBITS && (section.sh_flags & SHF_EXECINSTR) != 0;
    if (!is_code || section.sh_size <= layout.text.length_bytes) continue;
    layout.text = {section.sh_offset, section.sh_addr, section.sh_size};
  }
}

}  // namespace

std::optional<uint64_t> CodeLayout::offset_of(uint64_t address) const {
  for (const LoadedPiece& piece : loaded) {
    if (address >= piece.address && address - piece.address < piece.length_bytes) {
      return address - piece.address + piece.offset;
    }
  }
  return std::nullopt;
}

std::optional<CodeLayout> read_code_layout(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Elf64_Ehdr elf = {};
  if (!read_at(file, 0, elf) || std::memcmp(elf.e_ident, ELFMAG, SELFMAG) != 0) return std::nullopt;
  if (elf.e_ident[EI_CLASS] != ELFCLASS64 || elf.e_ident[EI_DATA] != ELFDATA2LSB) {
    return std::nullopt;
  }
  CodeLayout layout;
  read_segments(file, elf, layout);
  read_text(file, elf, layout);
  return layout;
}

}  // namespace jescope::testing
