// SPDX-License-Identifier: Apache-2.0
//
// The functions of a symbol table, by address. A symbol names exactly the
// bytes it covers; data symbols name nothing. An assembly symbol of unknown
// size covers what lies before the next function of its section, but at most
// 4 KiB, and only in .symtab: in .dynsym the functions between are missing.
//
// Several symbols may name one address. The choice, in this order: names that
// are not reserved (malloc before __libc_malloc), global before weak before
// local, the shorter, the alphabetically first.
#pragma once

#include <libelf.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "symbolize/elf/address_ranges.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

enum class SymbolKind { kSymtab, kDynsym };

class SymbolTable {
 public:
  // Reads `file`'s table of that kind; names are views into `file`. Empty when
  // it has none. Only functions inside executable `segments` are taken.
  static SymbolTable read(const ElfFile& file, SymbolKind kind, const LoadSegments& segments);

  bool is_empty() const { return names_.empty(); }

  // Returns the linker's name for each of `addresses` (ascending); empty: none.
  std::vector<std::string_view> names_at(std::span<const LinkAddress> addresses) const;

  // Returns the name of the function that begins at `address`; empty: none.
  std::string_view name_starting_at(LinkAddress address) const;

 private:
  std::vector<AddressRange> ranges_;  // owner: row in names_
  std::vector<std::string_view> names_;
};

}  // namespace jescope
