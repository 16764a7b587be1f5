// SPDX-License-Identifier: Apache-2.0
//
// Which line tables of a file libdw may decode. It decodes a unit's whole table
// into a row of about 100 bytes for each byte of the program, and believes what
// the header counts.
#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace jescope {

class LineTables {
 public:
  explicit LineTables(Dwarf* dwarf);

  // Returns true when `root`, a unit's root entry, names a line table with a
  // sound header and a program that is not out of proportion.
  bool may_decode(const Dwarf_Die& root);

 private:
  bool is_sound(uint64_t offset);

  std::string_view section_;
  bool is_big_endian_;
  uint64_t left_bytes_;                       // of programs; tables of damaged files overlap
  std::unordered_map<uint64_t, bool> known_;  // by offset
};

}  // namespace jescope
