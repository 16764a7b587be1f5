// SPDX-License-Identifier: Apache-2.0
//
// The entries of a symbol table as they stand in the file, 32 or 64 bits.
// Nothing is copied, so a table of millions costs its bytes:
//
//   64 bits   name:4 info:1 other:1 section:2 value:8 size:8
//   32 bits   name:4 value:4 size:4 info:1 other:1 section:2
#pragma once

#include <libelf.h>

#include <cstdint>
#include <string_view>

namespace jescope {

struct RawSymbol {
  uint32_t name = 0;  // offset in the table's strings
  uint8_t info = 0;   // kind and binding, as ELF64_ST_TYPE and ELF64_ST_BIND take them
  uint16_t section = 0;
  uint64_t value = 0;
  uint64_t size_bytes = 0;
};

class RawSymbols {
 public:
  RawSymbols() = default;

  // Finds the first table of `section_type` (SHT_SYMTAB, SHT_DYNSYM) that has
  // bytes; no symbols when there is none. `elf` must outlive the result.
  static RawSymbols find(Elf* elf, uint32_t section_type);

  uint32_t size() const { return size_; }
  RawSymbol at(uint32_t row) const;

  // Returns the text at `offset` of the table's strings, cut to kMostNameBytes;
  // empty when `offset` lies outside of them.
  std::string_view text(uint32_t offset) const;

 private:
  const char* entries_ = nullptr;
  uint32_t size_ = 0;
  bool is_wide_ = false;  // 64 bits
  std::string_view strings_;
};

}  // namespace jescope
