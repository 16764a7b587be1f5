// SPDX-License-Identifier: Apache-2.0
//
// Gives each unit its addresses, then names them unit by unit.
#include "symbolize/dwarf/dwarf_symbols.h"

#include <dwarf.h>

#include <algorithm>

#include "symbolize/dwarf/dwarf_ranges.h"
#include "symbolize/dwarf/dwarf_units.h"
#include "symbolize/dwarf/function_names.h"
#include "symbolize/dwarf/inline_tree.h"
#include "symbolize/dwarf/split_unit.h"
#include "symbolize/dwarf/unit_lines.h"

namespace jescope {
namespace {

constexpr uint64_t kMostPiecesOfFunction = 64;

uint64_t number_attribute(Dwarf_Die& entry, unsigned int name) {
  Dwarf_Attribute attribute;
  Dwarf_Word number = 0;
  const bool is_there = dwarf_formudata(dwarf_attr(&entry, name, &attribute), &number) == 0;
  return is_there ? number : 0;
}

// Where an inlined function was called.
SourcePlace call_place(Dwarf_Die& inlined, const UnitLines& lines) {
  Dwarf_Attribute attribute;
  if (dwarf_attr(&inlined, DW_AT_call_file, &attribute) == nullptr) return {};
  const uint64_t line = number_attribute(inlined, DW_AT_call_line);
  return {lines.file(number_attribute(inlined, DW_AT_call_file)),
          line > UINT32_MAX ? 0 : static_cast<uint32_t>(line)};
}

// True when `readable` contains the short name, whose template arguments DWARF
// may spell in another way. A linker that folds equal functions can leave the
// name of another one at the address.
bool is_about(std::string_view readable, std::string_view short_name) {
  return readable.find(short_name.substr(0, short_name.find('<'))) != std::string_view::npos;
}

class ChainBuilder {
 public:
  ChainBuilder(FunctionNames& names, const SymbolTable& symbols, UnitLines& lines)
      : names_(names), symbols_(symbols), lines_(lines) {}

  SymbolChain build(InlineTree& tree, size_t row, LinkAddress address) {
    SymbolChain chain;
    SourcePlace place = lines_.at(address);
    for (uint32_t at = tree.innermost[row]; at != kNoFunction; at = tree.functions[at].caller) {
      FunctionInstance& function = tree.functions[at];
      const bool is_inlined = function.caller != kNoFunction;
      chain.push_back(
          frame(is_inlined ? names_.name_of(function.entry).text : name_with_code(function.entry),
                place, is_inlined));
      if (is_inlined) place = call_place(function.entry, lines_);
    }
    if (chain.empty() && place.line != 0) chain.push_back(frame({}, place, false));
    return chain;
  }

 private:
  static SymbolFrame frame(std::string function, const SourcePlace& place, bool is_inlined) {
    return {std::move(function), std::string(place.file), place.line, is_inlined};
  }

  // Returns the name of a function that has code of its own. GCC gives static
  // C++ functions no linker's name in DWARF; the symbol table may have it.
  std::string name_with_code(Dwarf_Die& entry) {
    const FunctionName& name = names_.name_of(entry);
    if (name.is_complete || name.text.empty()) return name.text;
    const std::string_view symbol = symbol_of(entry);
    if (symbol == name.short_name) return name.short_name;
    const std::string& readable = names_.readable(symbol);
    if (readable == symbol || !is_about(readable, name.short_name)) return name.text;
    return readable.substr(0, readable.find(" [clone "));
  }

  // Returns the symbol at which the entry's first range with a symbol begins.
  std::string_view symbol_of(Dwarf_Die& entry) {
    std::string_view symbol;
    WorkBudget budget(kMostPiecesOfFunction);
    for_each_range(entry, budget, [&](LinkAddress start, LinkAddress) {
      if (symbol.empty()) symbol = symbols_.name_starting_at(start);
    });
    return symbol;
  }

  FunctionNames& names_;
  const SymbolTable& symbols_;
  UnitLines& lines_;
};

// The addresses of one unit.
struct UnitPart {
  std::vector<LinkAddress> addresses;
  std::vector<size_t> rows;  // in the caller's list
};

std::vector<UnitPart> divide(const DwarfUnits& units, std::span<const LinkAddress> addresses) {
  std::vector<UnitPart> parts(units.roots.size());
  const std::vector<uint32_t> owners = find_owners(units.ranges, addresses);
  for (size_t row = 0; row < owners.size(); ++row) {
    if (owners[row] == kNoOwner) continue;
    parts[owners[row]].addresses.push_back(addresses[row]);
    parts[owners[row]].rows.push_back(row);
  }
  return parts;
}

class Namer {
 public:
  Namer(const DwarfFile& file, const SymbolTable& symbols, size_t addresses)
      : symbols_(symbols), split_units_(file.folder()), line_tables_(file.dwarf()) {
    result_.chains.resize(addresses);
  }

  void name(const Dwarf_Die& root, const UnitPart& part) {
    const UnitEntries entries = split_units_.entries(root);
    result_.lacks_split_files |= !entries.is_found;
    InlineTree tree = build_inline_tree(entries.root, part.addresses);
    result_.is_damaged |= tree.is_damaged;
    UnitLines lines(root, line_tables_);
    ChainBuilder builder(names_, symbols_, lines);
    for (size_t row = 0; row < part.rows.size(); ++row) {
      result_.chains[part.rows[row]] = builder.build(tree, row, part.addresses[row]);
    }
  }

  DwarfSymbols take() { return std::move(result_); }

 private:
  const SymbolTable& symbols_;
  SplitUnits split_units_;
  LineTables line_tables_;
  FunctionNames names_;
  DwarfSymbols result_;
};

}  // namespace

DwarfSymbols name_from_dwarf(const DwarfFile& file, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses, const SymbolTable& symbols) {
  const DwarfUnits units = read_dwarf_units(file.dwarf(), segments);
  const std::vector<UnitPart> parts = divide(units, addresses);
  Namer namer(file, symbols, addresses.size());
  for (size_t unit = 0; unit < parts.size(); ++unit) {
    if (!parts[unit].rows.empty()) namer.name(units.roots[unit], parts[unit]);
  }
  DwarfSymbols result = namer.take();
  result.is_damaged |= units.is_damaged;
  return result;
}

}  // namespace jescope
