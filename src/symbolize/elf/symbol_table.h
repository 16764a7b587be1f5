// SPDX-License-Identifier: Apache-2.0
//
// The functions of a symbol table, by address. A symbol names exactly the
// bytes it covers; data symbols name nothing. An assembly symbol of unknown
// size may cover what lies before the next function, at most 4 KiB, and only in
// .symtab: in .dynsym the functions between are missing. Whether it does is for
// the unwinder's tables to say (function_bounds.h).
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
#include "symbolize/elf/raw_symbols.h"

namespace jescope {

enum class SymbolKind { kSymtab, kDynsym };

// The symbol that covers a place.
struct SymbolAt {
  std::string_view name;  // the linker's; empty: no symbol covers the place
  std::string_view file;  // source file of a function that only its file can call; empty: unknown
  LinkAddress start = 0;
  uint64_t size_bytes = 0;  // 0: the table does not tell
  bool has_size = true;     // false: where it ends is a guess
};

class SymbolTable {
 public:
  // Reads `file`'s table of that kind; names are views into `file`. Empty when
  // it has none. Only functions inside executable `segments` are taken.
  static SymbolTable read(const ElfFile& file, SymbolKind kind, const LoadSegments& segments);

  bool is_empty() const { return ranges_.empty(); }

  // Returns the symbol at each of `addresses` (ascending).
  std::vector<SymbolAt> symbols_at(std::span<const LinkAddress> addresses) const;

  // Returns the linker's name for each of `addresses` (ascending); empty: none.
  std::vector<std::string_view> names_at(std::span<const LinkAddress> addresses) const;

  // Returns the name of the function that begins at `address`; empty: none.
  std::string_view name_starting_at(LinkAddress address) const;

 private:
  SymbolAt symbol(uint32_t row) const;
  std::string_view source_file(uint32_t row) const;

  RawSymbols symbols_;
  std::vector<AddressRange> ranges_;    // owner: row in symbols_
  std::vector<uint32_t> source_files_;  // rows of STT_FILE symbols, ascending
};

}  // namespace jescope
