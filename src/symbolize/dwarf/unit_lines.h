// SPDX-License-Identifier: Apache-2.0
//
// The line table of one compilation unit: source places of addresses, and the
// unit's numbered files. Views stay valid as long as the Dwarf handle.
#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <string_view>

#include "symbolize/dwarf/line_tables.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

struct SourcePlace {
  std::string_view file;  // empty: unknown
  uint32_t line = 0;      // 0: unknown
};

class UnitLines {
 public:
  // `root` is the entry that names the line table: a skeleton's, not the split
  // unit's. A table that `tables` refuses is empty.
  UnitLines(Dwarf_Die root, LineTables& tables);

  // Returns the place of the instruction at `address`.
  SourcePlace at(LinkAddress address);

  // Returns the file numbered `number` in this unit, as in DW_AT_call_file.
  std::string_view file(uint64_t number) const;

 private:
  Dwarf_Die root_;
  bool is_readable_;
  Dwarf_Files* files_ = nullptr;
  size_t file_count_ = 0;
};

}  // namespace jescope
