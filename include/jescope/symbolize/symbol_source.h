// SPDX-License-Identifier: Apache-2.0
//
// Where names come from. One call names all wanted places of one module, so an
// implementation reads each compilation unit once, however many places are in
// it. The real one is elf_symbol_source.h; tests use a table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/address_profile.h"

namespace jescope {

// One function of a place's inline chain.
struct SymbolFrame {
  std::string function;  // demangled; empty: unknown
  std::string file;      // as the compiler wrote it, absolute where it can be; empty: unknown
  uint32_t line = 0;     // of the call in progress in this function; 0: unknown
  bool inlined = false;  // compiled into the next frame

  friend bool operator==(const SymbolFrame&, const SymbolFrame&) = default;
};

// The functions a place stands in, innermost first; only the last one is not
// inlined. Empty: no name covers the place.
using SymbolChain = std::vector<SymbolFrame>;

// What a source knows of one module.
struct ModuleSymbols {
  std::string build_id;             // lower-case hex; empty: unknown
  std::string source;               // best kind of name found: "DWARF", "symtab", "dynsym", "none"
  std::string reason;               // why names are missing, for a person; empty: none are
  std::vector<SymbolChain> chains;  // one for each wanted offset, in the same order
};

class SymbolSource {
 public:
  virtual ~SymbolSource() = default;

  // Names the places at `offsets` (in the module's file, ascending, distinct).
  // Never fails: a module that cannot be read has empty chains and a reason.
  virtual ModuleSymbols look_up(const Module& module, std::span<const uint64_t> offsets,
                                Diagnostics& diagnostics) = 0;
};

}  // namespace jescope
