// SPDX-License-Identifier: Apache-2.0
//
// Where names come from. A source is asked once, for all modules and all
// wanted places of each, so an implementation reads each compilation unit once,
// however many places are in it, and may read modules side by side. The real
// one is make_symbol_source() (symbol_search.h); tests use a table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/address_profile.h"
#include "jescope/model/profile.h"

namespace jescope {

// One function of a place's inline chain.
struct SymbolFrame {
  std::string function;  // demangled; empty: unknown
  std::string file;      // as the compiler wrote it, absolute where it can be; empty: unknown
  uint32_t line = 0;     // of the call in progress in this function; 0: unknown
  bool inlined = false;  // compiled into the next frame
  FrameKind kind = FrameKind::kNative;

  friend bool operator==(const SymbolFrame&, const SymbolFrame&) = default;
};

// The functions a place stands in, innermost first; only the last one is not
// inlined. Empty: no name covers the place.
using SymbolChain = std::vector<SymbolFrame>;

// How much is wanted of each place.
enum class NameDetail {
  kFunctions,  // the function that has the code: a symbol table is enough
  kChains,     // the functions inlined into it as well, with source lines
};

// All that is wanted of one module. What it points to must outlive the call.
struct ModuleQuery {
  const Module* module = nullptr;
  std::span<const uint64_t> offsets;    // in the module's file; ascending, distinct
  std::span<const uint64_t> addresses;  // Location::process_address of each; may be empty: unknown
  NameDetail detail = NameDetail::kChains;
  uint64_t process_id = 0;  // as the process knew it; 0: unknown
  // Each place is the byte before a return address, so a file in which few of
  // them end a call is another build.
  bool are_call_sites = false;
};

// What a source knows of one module.
struct ModuleSymbols {
  std::string build_id;  // lower-case hex; empty: unknown
  // Best kind of name found: "DWARF", "symtab", "MiniDebugInfo", "dynsym",
  // "bounds" (of functions, from .eh_frame), "perf map", "jitdump" or "none".
  std::string source;
  std::string reason;               // why names are missing, for a person; empty: none are
  std::vector<SymbolChain> chains;  // one for each wanted offset, in the same order
  std::string remedy = {};          // the command that mends it; empty: there is none
  std::string file = {};            // where the module was found; empty: it was not
  // Where its debug information was found, when that is another file.
  std::string debug_file = {};
};

class SymbolSource {
 public:
  virtual ~SymbolSource() = default;

  // Names the places of each query; the answers are in the same order. Never
  // fails: a module that cannot be read has empty chains and a reason.
  virtual std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries,
                                             Diagnostics& diagnostics) = 0;
};

// A source that names one module after the other.
class ModuleSource : public SymbolSource {
 public:
  virtual ModuleSymbols look_up(const ModuleQuery& query, Diagnostics& diagnostics) = 0;

  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries,
                                     Diagnostics& diagnostics) final {
    std::vector<ModuleSymbols> answers;
    answers.reserve(queries.size());
    for (const ModuleQuery& query : queries) answers.push_back(look_up(query, diagnostics));
    return answers;
  }
};

}  // namespace jescope
