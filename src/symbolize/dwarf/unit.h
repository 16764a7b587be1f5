// SPDX-License-Identifier: Apache-2.0
//
// One unit, ready to be read: its shapes, what its root entry says, and the
// tables that its values are numbers in.
//
//   DW_TAG_compile_unit
//     DW_AT_name              "main.cc"
//     DW_AT_comp_dir          "/build"
//     DW_AT_stmt_list         0x0       the line table
//     DW_AT_low_pc            0x1000    what its ranges count from
//     DW_AT_str_offsets_base  0x8       DW_FORM_strx 3 is the number at 0x8 + 3 * 4
//     DW_AT_addr_base         0x8       DW_FORM_addrx 3 is the address at 0x8 + 3 * 8
//     DW_AT_rnglists_base     0xc       DW_FORM_rnglistx 3 likewise
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "symbolize/dwarf/abbreviations.h"
#include "symbolize/dwarf/dwarf_source.h"

namespace jescope {

// What a root entry says, undecoded: the bases may stand behind what needs them.
struct UnitRoot {
  uint64_t tag = 0;  // DW_TAG_*; 0: it cannot be read
  bool has_children = false;
  FormValue name, folder, producer, split_name;
  FormValue low_pc, high_pc, ranges, entry_pc;
  FormValue lines, language, split_id;
  FormValue str_offsets_base, addr_base, rnglists_base, old_ranges_base;
};

// The sections a unit's values are in. In a package of split units (.dwp) each
// is the unit's part of the whole.
struct UnitSections {
  Bytes abbreviations;
  Bytes lines;
  Bytes str_offsets;
  Bytes addresses;  // of a split unit: the program's
  Bytes ranges;     // .debug_ranges or, from DWARF 5, .debug_rnglists
};

struct DwarfUnit {
  const DwarfSource* source = nullptr;
  const DwarfSource* shared = nullptr;  // of dwz; null: there is none
  UnitHeader header;
  Bytes entries;  // the section, cut off at the unit's end
  UnitSections sections;
  UnitRoot root;
  const DwarfUnit* skeleton = nullptr;                 // of a split unit
  std::shared_ptr<const Abbreviations> abbreviations;  // null: not read

  uint64_t str_offsets_base = 0;
  uint64_t addr_base = 0;
  uint64_t rnglists_base = 0;
  uint64_t old_ranges_base = 0;  // of .debug_ranges, in split units of DWARF 4
  uint64_t base_address = 0;     // what ranges count from

  ByteCursor cursor(uint64_t offset) const { return {entries, offset, source->is_big_endian()}; }
};

// The sections that a unit of `source` uses, but for one in a package.
UnitSections sections_of(const DwarfSource& source, uint8_t version);

// Reads the root entry, its shape found in the abbreviations without a table of
// them. Returns how many bytes of .debug_abbrev were read.
uint64_t read_root(DwarfUnit& unit);

// Sets the bases from the root entry, of a split unit also from its skeleton.
void set_bases(DwarfUnit& unit);

// Returns the text, cut to kMostNameBytes; empty: it is none, or not there.
std::string_view text_of(const DwarfUnit& unit, const FormValue& value);

// Returns the address; nothing when it is none.
std::optional<uint64_t> address_of(const DwarfUnit& unit, const FormValue& value);

// True when the value is an address, not the distance from one.
bool is_address(const FormValue& value);

}  // namespace jescope
