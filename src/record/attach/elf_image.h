// SPDX-License-Identifier: Apache-2.0
//
// An ELF module as it lies in a process's memory, and the functions that its symbol
// tables name. Dynamic symbols are read from the memory itself, so that no file is
// needed: it may be deleted, or in another mount namespace.
#pragma once

#include <elf.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/attach/byte_reader.h"

namespace jescope {

struct LoadedRange {
  uint64_t start = 0;  // first address
  uint64_t end = 0;    // one past the last

  bool holds(uint64_t address) const { return address >= start && address < end; }
  friend bool operator==(const LoadedRange&, const LoadedRange&) = default;
};

struct FunctionSymbol {
  std::string name;
  LoadedRange code;  // in the process; empty where the table tells no size
};

struct ElfImage {
  uint64_t start = 0;  // where its header lies
  uint64_t bias = 0;   // what is added to the addresses of the file
  uint16_t machine = EM_NONE;
  std::vector<Elf64_Phdr> segments;

  // All of what is loaded.
  LoadedRange extent() const;
  // The first segment of that type, or null.
  const Elf64_Phdr* segment(uint32_t type) const;
};

// Returns the module whose header lies at `start`; nothing: there is no 64-bit one.
std::optional<ElfImage> read_elf_image(const ByteReader& memory, uint64_t start);

using WantedName = std::function<bool(std::string_view)>;

// Where `has` occurs in no name, the table is not gone through.
struct SymbolChoice {
  std::string_view has;
  WantedName is_wanted;
};

// Returns the functions that the module exports.
std::vector<FunctionSymbol> find_dynamic_functions(const ByteReader& memory, const ElfImage& image,
                                                   const SymbolChoice& choice);

// Returns the functions of the .symtab in the module's file, local ones among them;
// none: it was stripped.
std::vector<FunctionSymbol> find_file_functions(const ByteReader& file, const ElfImage& image,
                                                const SymbolChoice& choice);

}  // namespace jescope
