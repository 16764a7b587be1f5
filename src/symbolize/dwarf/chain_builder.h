// SPDX-License-Identifier: Apache-2.0
//
// Turns the functions of one unit into chains of frames, innermost first. Each
// function's attributes are read once, however many addresses are in it.
#pragma once

#include <vector>

#include "jescope/symbolize/symbol_source.h"
#include "symbolize/dwarf/function_names.h"
#include "symbolize/dwarf/inline_tree.h"
#include "symbolize/dwarf/source_places.h"
#include "symbolize/elf/symbol_table.h"

namespace jescope {

// Inlined functions of one chain; damaged files nest without end.
inline constexpr size_t kMostInlined = size_t{1} << 10;

class ChainBuilder {
 public:
  // `unit` is that of the tree. All must outlive this object.
  ChainBuilder(const DwarfUnit& unit, const InlineTree& tree, const SymbolTable& symbols,
               FunctionNames& names, SourcePlaces& places);

  // Returns the chain of the wanted address number `row`, which is at `place`: at
  // most the `most_inlined` innermost functions, and the one that has the code.
  SymbolChain build(size_t row, const SourcePlace& place, size_t most_inlined);

 private:
  struct Function {
    const std::string* name = nullptr;  // null: not read yet
    SourcePlace call;                   // of an inlined function: where it was called
  };

  bool is_deep(uint32_t function) const;
  size_t functions_around(size_t row) const;
  const Function& function(uint32_t row);
  const std::string& name_with_code(const Entry& entry, const EntryFacts& facts);
  std::string_view symbol_of(const Entry& entry, const EntryFacts& facts);

  const DwarfUnit& unit_;
  const InlineTree& tree_;
  const SymbolTable& symbols_;
  FunctionNames& names_;
  SourcePlaces& places_;
  std::vector<Function> functions_;  // as in the tree
};

}  // namespace jescope
