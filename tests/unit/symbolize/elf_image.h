// SPDX-License-Identifier: Apache-2.0
//
// Writes ELF files of both classes and byte orders in memory: nothing but the
// sections they are given, one behind the other.
#pragma once

#include <elf.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "symbolize/elf/elf_file.h"

namespace jescope {

struct ElfShape {
  bool is_64 = true;
  bool is_big_endian = false;

  unsigned word_bytes() const { return is_64 ? 8 : 4; }
};

struct ImageSection {
  std::string name;
  std::string bytes;
  uint64_t flags = 0;
  uint32_t type = SHT_PROGBITS;
  uint64_t claimed_bytes = 0;  // 0: as many as there are
};

// Bytes in the order of one machine.
class ByteWriter {
 public:
  explicit ByteWriter(ElfShape shape = {}) : shape_(shape) {}

  ByteWriter& number(uint64_t value, unsigned length_bytes) {
    for (unsigned i = 0; i < length_bytes; ++i) {
      const unsigned place = shape_.is_big_endian ? length_bytes - 1 - i : i;
      bytes_ += static_cast<char>(place < 8 ? value >> (8 * place) & 0xff : 0);
    }
    return *this;
  }
  ByteWriter& u8(uint64_t value) { return number(value, 1); }
  ByteWriter& u16(uint64_t value) { return number(value, 2); }
  ByteWriter& u32(uint64_t value) { return number(value, 4); }
  ByteWriter& u64(uint64_t value) { return number(value, 8); }
  ByteWriter& word(uint64_t value) { return number(value, shape_.word_bytes()); }
  ByteWriter& text(std::string_view text) { return raw(text).u8(0); }
  ByteWriter& raw(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  ElfShape shape_;
  std::string bytes_;
};

inline void write_header(ByteWriter& writer, const ElfShape& shape, size_t table, size_t sections) {
  const unsigned header_bytes = shape.is_64 ? 64 : 52;
  writer.raw("\x7f").raw("ELF").u8(shape.is_64 ? 2 : 1).u8(shape.is_big_endian ? 2 : 1).u8(1);
  writer.number(0, 9).u16(ET_DYN).u16(EM_NONE).u32(1).word(0).word(0).word(header_bytes + table);
  writer.u32(0).u16(header_bytes).u16(0).u16(0).u16(shape.is_64 ? 64 : 40);
  writer.u16(sections).u16(sections - 1);
}

// Returns the file as bytes.
inline std::string elf_image(const ElfShape& shape, std::vector<ImageSection> sections) {
  std::string names(1, '\0');
  for (const ImageSection& section : sections) names += section.name + '\0';
  sections.push_back({".shstrtab", names + ".shstrtab" + '\0', 0, SHT_STRTAB});
  names += std::string(".shstrtab") + '\0';

  std::string body;
  ByteWriter table(shape);
  table.raw(std::string(shape.is_64 ? 64 : 40, '\0'));
  size_t name = 1;
  for (const ImageSection& section : sections) {
    const uint64_t bytes =
        section.claimed_bytes == 0 ? section.bytes.size() : section.claimed_bytes;
    table.u32(name).u32(section.type).word(section.flags).word(0);
    table.word((shape.is_64 ? 64 : 52) + body.size()).word(bytes).u32(0).u32(0).word(1).word(0);
    name += section.name.size() + 1;
    body += section.bytes;
  }
  ByteWriter file(shape);
  write_header(file, shape, body.size(), sections.size() + 1);
  return file.bytes() + body + table.bytes();
}

inline Result<ElfFile> elf_in_memory(const ElfShape& shape, std::vector<ImageSection> sections) {
  const std::string image = elf_image(shape, std::move(sections));
  return ElfFile::from_memory("image", {image.begin(), image.end()});
}

}  // namespace jescope
