// SPDX-License-Identifier: Apache-2.0
//
// Writes ELF images in memory, 32 or 64 bits, either byte order, with the
// sections a test gives: one executable segment, link address 0x1000 to 0x3000.
#pragma once

#include <elf.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "symbolize/elf/elf_file.h"

namespace jescope {

enum class SmallElfForm { k64Little, k64Big, k32Little, k32Big };

class SmallElf {
 public:
  explicit SmallElf(SmallElfForm form = SmallElfForm::k64Little)
      : is_wide_(form == SmallElfForm::k64Little || form == SmallElfForm::k64Big),
        is_big_(form == SmallElfForm::k64Big || form == SmallElfForm::k32Big) {}

  bool is_wide() const { return is_wide_; }

  // A number of so many bytes, in the image's byte order.
  std::string number(uint64_t value, unsigned length_bytes) const {
    std::string text(length_bytes, '\0');
    for (unsigned i = 0; i < length_bytes; ++i) {
      text[is_big_ ? length_bytes - 1 - i : i] = static_cast<char>(value >> (8 * i) & 0xff);
    }
    return text;
  }

  // A number as wide as an address.
  std::string address(uint64_t value) const { return number(value, is_wide_ ? 8 : 4); }

  struct Section {
    std::string name;
    std::string bytes;
    uint32_t type = SHT_PROGBITS;
    uint32_t link = 0;  // number of another section; the first has 1
    uint64_t address = 0;
  };
  void add(Section section) { sections_.push_back(std::move(section)); }

  std::vector<char> image() const {
    std::string names(1, '\0');
    std::string body(header_bytes() + segment_bytes(), '\0');
    std::string headers(section_bytes(), '\0');
    std::vector<Section> all = sections_;
    all.push_back({".shstrtab", {}, SHT_STRTAB, 0, 0});
    for (const Section& section : all) names += section.name + '\0';
    all.back().bytes = names;
    size_t name = 1;
    for (const Section& section : all) {
      body.resize((body.size() + 15) / 16 * 16);
      headers += section_header(section, name, body.size());
      body += section.bytes;
      name += section.name.size() + 1;
    }
    body.resize((body.size() + 15) / 16 * 16);
    const std::string head = header(body.size(), all.size() + 1) + segment();
    body.replace(0, head.size(), head);
    body += headers;
    return {body.begin(), body.end()};
  }

  ElfFile open() const {
    Result<ElfFile> file = ElfFile::from_memory("small", image());
    EXPECT_TRUE(file.ok());
    return *std::move(file);
  }

 private:
  size_t header_bytes() const { return is_wide_ ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr); }
  size_t segment_bytes() const { return is_wide_ ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr); }
  size_t section_bytes() const { return is_wide_ ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr); }

  std::string header(size_t sections_at, size_t sections) const {
    std::string text =
        "\x7f"
        "ELF";
    text += static_cast<char>(is_wide_ ? ELFCLASS64 : ELFCLASS32);
    text += static_cast<char>(is_big_ ? ELFDATA2MSB : ELFDATA2LSB);
    text += static_cast<char>(EV_CURRENT);
    text += std::string(9, '\0');
    text += number(ET_DYN, 2) + number(is_wide_ ? EM_X86_64 : EM_MIPS, 2) + number(EV_CURRENT, 4);
    text += address(0) + address(header_bytes()) + address(sections_at) + number(0, 4);
    text += number(header_bytes(), 2) + number(segment_bytes(), 2) + number(1, 2);
    text += number(section_bytes(), 2) + number(sections, 2) + number(sections - 1, 2);
    return text;
  }

  std::string segment() const {
    const std::string range =
        address(0x1000) + address(0x1000) + address(0x1000) + address(0x2000) + address(0x2000);
    const std::string flags = number(PF_R | PF_X, 4);
    return is_wide_ ? number(PT_LOAD, 4) + flags + range + address(0x1000)
                    : number(PT_LOAD, 4) + range + flags + address(0x1000);
  }

  std::string section_header(const Section& section, size_t name, size_t at) const {
    return number(name, 4) + number(section.type, 4) + address(0) + address(section.address) +
           address(at) + address(section.bytes.size()) + number(section.link, 4) + number(0, 4) +
           address(1) + address(entry_bytes(section.type));
  }

  uint64_t entry_bytes(uint32_t type) const {
    if (type != SHT_SYMTAB && type != SHT_DYNSYM) return 0;
    return is_wide_ ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
  }

  bool is_wide_;
  bool is_big_;
  std::vector<Section> sections_;
};

struct SmallSymbol {
  std::string name;
  uint64_t start = 0;
  uint64_t size_bytes = 0;
  uint8_t binding = STB_GLOBAL;
  uint8_t type = STT_FUNC;
  uint16_t section = 1;
};

// Gives `elf` a code section (number 1) and a table of that type.
inline void add_symbols(SmallElf& elf, const std::vector<SmallSymbol>& symbols,
                        uint32_t type = SHT_SYMTAB) {
  elf.add({".text", std::string(16, '\0'), SHT_PROGBITS, 0, 0x1000});
  std::string names(1, '\0');
  std::string entries(elf.is_wide() ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym), '\0');
  for (const SmallSymbol& symbol : symbols) {
    const std::string name = elf.number(names.size(), 4);
    const std::string place = elf.address(symbol.start) + elf.address(symbol.size_bytes);
    const std::string kind = elf.number(ELF64_ST_INFO(symbol.binding, symbol.type), 1) +
                             elf.number(0, 1) + elf.number(symbol.section, 2);
    entries += elf.is_wide() ? name + kind + place : name + place + kind;
    names += symbol.name + '\0';
  }
  elf.add({".symbols", entries, type, 3, 0});
  elf.add({".strings", names, SHT_STRTAB, 0, 0});
}

}  // namespace jescope
