// SPDX-License-Identifier: Apache-2.0
//
// The header of a line table: how to read its program, and the files that the
// program and DW_AT_call_file number.
//
//   DWARF 2 to 4                           DWARF 5
//   folders  1: "include"                  formats (what, form), then a count
//   files    1: "a.c", folder 0 or 1       folders  0: the compilation folder
//            2: "a.h", folder 1            files    0: the unit's own
//
// Before DWARF 5 numbers begin with 1, and folder 0 is the compilation folder.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "symbolize/dwarf/debug_sections.h"

namespace jescope {

struct LineFile {
  std::string_view name;
  uint64_t folder = 0;  // number
};

struct LineHeader {
  unsigned version = 0;         // 2 to 5
  unsigned address_bytes = 0;   // 0: the unit says
  uint8_t least_step = 0;       // bytes of the shortest instruction
  uint8_t most_operations = 1;  // of one instruction; more than 1 for VLIW machines
  int8_t line_base = 0;
  uint8_t line_range = 0;
  uint8_t first_special = 0;                  // operation codes from here on have no operands
  std::array<uint8_t, 256> operand_counts{};  // by standard operation code
  std::vector<std::string_view> folders;
  std::vector<LineFile> files;
  Bytes program;

  // The number of files[0] and folders[0].
  uint64_t first_number() const { return version >= 5 ? 0 : 1; }
};

// Returns the length of the table at `offset` of the line section, with its
// header: what reading it costs.
uint64_t line_table_bytes(const DebugSections& sections, uint64_t offset);

// Reads the header at `offset` of the line section. `string_offsets`:
// DW_AT_str_offsets_base. Nothing when there is no header or its version is not
// known; of lists that are damaged, or whose names are far longer than the header,
// what can be read.
std::optional<LineHeader> read_line_header(const DebugSections& sections, uint64_t offset,
                                           uint64_t string_offsets);

}  // namespace jescope
