// SPDX-License-Identifier: Apache-2.0
//
// DWARF sections as one input of a fuzzer, without the ELF file around them,
// which would be damaged before they are:
//
//   01               flags: 1 big-endian, 2 of 32 bits, 4 split (".debug_info.dwo")
//   0c 00            length of .debug_info, then of the others in kSectionNames
//   ...              two bytes each
//   34 12            places that are asked for, two bytes each: beside 0x1000
//   00 00            ends them
//   <bytes>          of .debug_info, then of the others
//
// What is missing is empty, so that every input means something.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jescope::testing {

inline constexpr std::array<std::string_view, 13> kSectionNames = {
    "info", "types",  "abbrev",   "line",    "line_str", "str",     "str_offsets",
    "addr", "ranges", "rnglists", "aranges", "cu_index", "tu_index"};

// The code of the file that the sections are put into.
inline constexpr uint64_t kCodeStart = 0x1000;
inline constexpr uint64_t kCodeBytes = 0x10000;

struct SectionList {
  bool is_big_endian = false;
  bool is_32_bit = false;
  bool is_split = false;
  std::vector<uint16_t> places;  // above kCodeStart; never 0
  std::array<std::string, kSectionNames.size()> sections;
};

SectionList read_section_list(std::string_view bytes);
std::string to_bytes(const SectionList& list);

// Returns an ELF file of code that has the sections.
std::string to_elf(const SectionList& list);

// Returns the places as addresses, and as offsets in the file, which are the
// same: ascending, distinct.
std::vector<uint64_t> addresses_of(const SectionList& list);

}  // namespace jescope::testing
