// SPDX-License-Identifier: Apache-2.0
//
// The line table of one unit (DWARF 2 to 5), read as the stream it is: all
// wanted addresses are known beforehand, so rows are compared with them as they
// pass and none is kept. Of a line table's size nothing is allocated but the
// list of its files.
//
//   row      address  file  line
//   k        0x1010   1     12
//   k + 1    0x1018   1     13      an address in [0x1010, 0x1018) is at file 1, line 12
//   end      0x1040                 of the sequence; what lies behind belongs to another
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "symbolize/dwarf/debug_sections.h"
#include "symbolize/dwarf/line_header.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

struct LinePlace {
  uint32_t file = 0;  // the table's own number of it; see file_path()
  uint32_t line = 0;  // 0: no row covers the address, or the row has no line
  bool is_covered = false;
};

struct LinePlaces {
  std::vector<LinePlace> rows;  // one for each wanted address
  bool is_whole = true;         // false: the table goes back and forth, and was given up
};

// What the unit says of its table.
struct LineUnit {
  uint64_t offset = 0;  // DW_AT_stmt_list
  unsigned address_bytes = 8;
  std::string_view compilation_folder;  // DW_AT_comp_dir; empty: unknown
  std::string_view name;                // DW_AT_name of the unit
  uint64_t string_offsets = 8;          // DW_AT_str_offsets_base
};

class LineProgram {
 public:
  // Reads the header. Nothing when there is none or it is not understood. The
  // result refers to `sections`.
  static std::optional<LineProgram> read(const DebugSections& sections, const LineUnit& unit);

  // Runs the program past `addresses` (ascending, distinct). Of several
  // sequences that cover an address, the first of the program has it; one that
  // the linker dropped (at address 0, or the last ones there are) has none.
  LinePlaces places_at(std::span<const LinkAddress> addresses) const;

  // Returns the path of the file of that number, as in DW_AT_call_file; absolute
  // where folders are known. Empty: there is no such file, or the path is
  // longer than a system allows.
  std::string file_path(uint64_t number) const;

 private:
  LineProgram(LineHeader header, const LineUnit& unit, bool is_big_endian);

  const LineFile* file_numbered(uint64_t number) const;
  const std::vector<LineFile>& defined_files() const;
  std::string folder_path(uint64_t number) const;

  LineHeader header_;
  LineUnit unit_;
  bool is_big_endian_;
  // Files that the program itself defines, as no compiler does today; looked
  // for when one is asked for that the header has not.
  mutable std::vector<LineFile> defined_files_;
  mutable bool has_run_ = false;
};

}  // namespace jescope
