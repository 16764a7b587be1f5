// SPDX-License-Identifier: Apache-2.0
//
// GCC gives static C++ functions no linker's name in DWARF; where such a function
// has code of its own, the symbol table may have it. An inlined function without
// a name, as one whose name is in a file that is not here, has no frame: its
// caller stands at the call.
#include "symbolize/dwarf/chain_builder.h"

#include <algorithm>

namespace jescope {
namespace {

constexpr uint64_t kMostPiecesOfFunction = 64;

// True when `readable` contains the short name, whose template arguments DWARF
// may spell in another way. A linker that folds equal functions can leave the
// name of another one at the address.
bool is_about(std::string_view readable, std::string_view short_name) {
  return readable.find(short_name.substr(0, short_name.find('<'))) != std::string_view::npos;
}

std::string_view without_underscores(std::string_view name) {
  return name.substr(std::min(name.find_first_not_of('_'), name.size()));
}

// True for "clone3" and "__clone3", two names of one function of the C library:
// DWARF has the one that it was compiled under.
bool is_public_name(std::string_view readable, std::string_view short_name) {
  return short_name.starts_with('_') && !readable.empty() &&
         without_underscores(readable) == without_underscores(short_name);
}

SymbolFrame frame(std::string function, const SourcePlace& place, bool is_inlined) {
  return {std::move(function), *place.file, place.line, is_inlined};
}

}  // namespace

ChainBuilder::ChainBuilder(const DwarfUnit& unit, const InlineTree& tree,
                           const SymbolTable& symbols, FunctionNames& names, SourcePlaces& places)
    : unit_(unit), tree_(tree), symbols_(symbols), names_(names), places_(places) {
  functions_.resize(tree.functions.size());
}

SymbolChain ChainBuilder::build(size_t row, const SourcePlace& address_place, size_t most_inlined) {
  SymbolChain chain;
  chain.reserve(std::min(functions_around(row), most_inlined + 1));
  SourcePlace place = address_place;
  for (uint32_t at = tree_.innermost[row]; at != kNoFunction; at = tree_.functions[at].caller) {
    if (chain.size() >= most_inlined && is_deep(at)) continue;
    const bool is_inlined = tree_.functions[at].caller != kNoFunction;
    const Function& here = function(at);
    const bool is_shown = !here.name->empty() && chain.size() < most_inlined;
    if (is_shown || !is_inlined) chain.push_back(frame(*here.name, place, is_inlined));
    place = here.call;
  }
  if (chain.empty() && place.line != 0) chain.push_back(frame({}, place, false));
  return chain;
}

// True when neither the function nor its call is in the one that has the code.
bool ChainBuilder::is_deep(uint32_t function) const {
  const uint32_t caller = tree_.functions[function].caller;
  return caller != kNoFunction && tree_.functions[caller].caller != kNoFunction;
}

size_t ChainBuilder::functions_around(size_t row) const {
  size_t functions = 0;
  for (uint32_t at = tree_.innermost[row]; at != kNoFunction; at = tree_.functions[at].caller) {
    ++functions;
  }
  return functions;
}

const ChainBuilder::Function& ChainBuilder::function(uint32_t row) {
  Function& function = functions_[row];
  if (function.name != nullptr) return function;
  const Entry entry = {&unit_, tree_.functions[row].offset};
  const EntryFacts facts = read_facts(entry);
  if (tree_.functions[row].caller == kNoFunction) {
    function.name = &name_with_code(entry, facts);
  } else {
    function.name = &names_.name_of(entry, facts).text;
    function.call = places_.of_call(facts);
  }
  return function;
}

const std::string& ChainBuilder::name_with_code(const Entry& entry, const EntryFacts& facts) {
  const FunctionName& name = names_.name_of(entry, facts);
  if (name.is_complete || name.text.empty()) return name.text;
  const std::string_view symbol = symbol_of(entry, facts);
  if (symbol == name.short_name) return name.short_name;
  const std::string& readable = names_.readable(symbol);
  if (is_public_name(readable, name.short_name)) return readable;
  if (readable == symbol || !is_about(readable, name.short_name)) return name.text;
  return names_.without_clone_mark(readable);
}

// Returns the symbol at which the entry's first range with a symbol begins.
std::string_view ChainBuilder::symbol_of(const Entry& entry, const EntryFacts& facts) {
  std::string_view symbol;
  WorkBudget budget(kMostPiecesOfFunction);
  for_each_range(*entry.unit, facts.code, budget, [&](LinkAddress start, LinkAddress) {
    if (symbol.empty()) symbol = symbols_.name_starting_at(start);
  });
  return symbol;
}

}  // namespace jescope
