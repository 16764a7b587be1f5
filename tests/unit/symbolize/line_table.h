// SPDX-License-Identifier: Apache-2.0
//
// Writes line tables of DWARF 2 to 5 byte by byte, for the tests of their reader.
#pragma once

#include <dwarf.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "symbolize/dwarf/line_program.h"
#include "tests/unit/symbolize/elf_image.h"

namespace jescope {

// How a table is written. Special operations begin with code 13, or 10.
struct TableShape {
  unsigned version = 4;
  ElfShape elf = {};
  bool is_wide = false;  // 64-bit DWARF
  unsigned least_step = 1;
  unsigned most_operations = 1;
  unsigned first_special = 13;
  unsigned line_range = 14;
};

// One operation after the other.
class Operations {
 public:
  explicit Operations(ElfShape elf = {}) : elf_(elf), writer_(elf) {}

  Operations& set_address(uint64_t address) {
    writer_.u8(0).u8(1 + elf_.word_bytes()).u8(DW_LNE_set_address).word(address);
    return *this;
  }
  Operations& advance(unsigned instructions) { return standard(DW_LNS_advance_pc, instructions); }
  Operations& line(int lines) { return standard(DW_LNS_advance_line, lines & 0x7f); }
  Operations& file(unsigned number) { return standard(DW_LNS_set_file, number); }
  Operations& row() { return raw("\x01"); }
  Operations& special(unsigned code) { return raw(std::string(1, static_cast<char>(code))); }
  Operations& end() { return extended(DW_LNE_end_sequence, {}); }
  Operations& extended(unsigned code, const std::string& operands) {
    writer_.u8(0).u8(1 + operands.size()).u8(code).raw(operands);
    return *this;
  }
  Operations& standard(unsigned code, int operand) {
    writer_.u8(code).u8(static_cast<unsigned>(operand));
    return *this;
  }
  Operations& raw(std::string_view bytes) {
    writer_.raw(bytes);
    return *this;
  }
  const std::string& bytes() const { return writer_.bytes(); }

 private:
  ElfShape elf_;
  ByteWriter writer_;
};

// Folder 1 is "/src", 2 "sub"; file 1 "a.c", 2 "/src/b.c", 3 "sub/c.c", 4 "/abs/d.c".
inline std::string old_lists() {
  return ByteWriter()
      .text("/src")
      .text("sub")
      .u8(0)
      .text("a.c")
      .u8(0)
      .u8(0)
      .u8(0)
      .text("b.c")
      .u8(1)
      .u8(0)
      .u8(0)
      .text("c.c")
      .u8(2)
      .u8(0)
      .u8(0)
      .text("/abs/d.c")
      .u8(2)
      .u8(0)
      .u8(0)
      .u8(0)
      .bytes();
}

inline std::string line_table(const TableShape& shape, const std::string& program,
                              const std::string& lists = old_lists()) {
  ByteWriter header(shape.elf);
  header.u8(shape.least_step);
  if (shape.version >= 4) header.u8(shape.most_operations);
  header.u8(1).u8(0xfb).u8(shape.line_range).u8(shape.first_special);
  header.raw(std::string("\0\1\1\1\1\0\0\0\1\0\0\1", 12).substr(0, shape.first_special - 1))
      .raw(lists);
  const unsigned offset_bytes = shape.is_wide ? 8 : 4;
  ByteWriter unit(shape.elf);
  unit.u16(shape.version);
  if (shape.version >= 5) unit.u8(shape.elf.word_bytes()).u8(0);
  unit.number(header.bytes().size(), offset_bytes).raw(header.bytes()).raw(program);
  ByteWriter whole(shape.elf);
  if (shape.is_wide) whole.u32(0xffffffff);
  return whole.number(unit.bytes().size(), offset_bytes).raw(unit.bytes()).bytes();
}

inline Operations begin(uint64_t address, ElfShape elf = {}) {
  Operations program(elf);
  program.set_address(address);
  return program;
}

// A file with one table, read.
class LineFixture {
 public:
  LineFixture(const ElfShape& elf, std::vector<ImageSection> sections, const std::string& folder)
      : folder_(folder), file_(elf_in_memory(elf, std::move(sections))) {
    sections_ = DebugSections::read(*file_, DebugFlavour::kWhole, 1);
    LineUnit unit;
    unit.address_bytes = elf.word_bytes();
    unit.compilation_folder = folder_;
    program_ = LineProgram::read(sections_, unit);
  }

  const std::optional<LineProgram>& program() const { return program_; }

  std::string places(const std::vector<LinkAddress>& addresses) const {
    if (!program_) return "no table";
    const std::vector<LinePlace> places = program_->places_at(addresses).rows;
    std::string text;
    for (size_t i = 0; i < addresses.size(); ++i) {
      text += (i == 0 ? "" : " ") + hex(addresses[i]) + "=";
      text += places[i].is_covered
                  ? std::to_string(places[i].file) + ":" + std::to_string(places[i].line)
                  : "-";
    }
    return text;
  }

 private:
  static std::string hex(uint64_t number) {
    char text[20];
    return {text, static_cast<size_t>(snprintf(text, sizeof text, "%llx",
                                               static_cast<unsigned long long>(number)))};
  }

  std::string folder_;
  Result<ElfFile> file_;
  DebugSections sections_;
  std::optional<LineProgram> program_;
};

}  // namespace jescope
