// SPDX-License-Identifier: Apache-2.0
//
// Offsets become link addresses once; every source then fills the chains that
// the better ones left without a function.
#include "symbolize/module_namer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jescope/symbolize/demangle.h"
#include "symbolize/find/debug_file.h"
#include "symbolize/dwarf/dwarf_file.h"
#include "symbolize/dwarf/dwarf_symbols.h"
#include "symbolize/missing_names.h"
#include "symbolize/elf/symbol_table.h"

namespace jescope {
namespace {

// The wanted places by address, and where each stands in the caller's list.
struct WantedAddresses {
  std::vector<LinkAddress> addresses;  // ascending, distinct
  std::vector<std::vector<size_t>> rows;
};

WantedAddresses to_addresses(const LoadSegments& segments, std::span<const uint64_t> offsets) {
  std::vector<std::pair<LinkAddress, size_t>> places;
  for (size_t row = 0; row < offsets.size(); ++row) {
    const std::optional<LinkAddress> address = link_address(segments, offsets[row]);
    if (address) places.emplace_back(*address, row);
  }
  std::sort(places.begin(), places.end());
  WantedAddresses wanted;
  for (const auto& [address, row] : places) {
    if (wanted.addresses.empty() || wanted.addresses.back() != address) {
      wanted.addresses.push_back(address);
      wanted.rows.emplace_back();
    }
    wanted.rows.back().push_back(row);
  }
  return wanted;
}

bool is_named(const SymbolChain& chain) {
  return !chain.empty() && !chain.back().function.empty();
}

// Gives the symbol's name to chains without one; keeps a place they may have.
// Returns true when it named any.
bool name_from_symbols(const SymbolTable& symbols, std::span<const LinkAddress> addresses,
                       std::vector<SymbolChain>& chains) {
  bool has_named = false;
  const std::vector<std::string_view> names = symbols.names_at(addresses);
  for (size_t row = 0; row < chains.size(); ++row) {
    if (names[row].empty() || is_named(chains[row])) continue;
    if (chains[row].empty()) chains[row].emplace_back();
    chains[row].back().function = demangle(names[row]);
    has_named = true;
  }
  return has_named;
}

SymbolTable read_symtab(const ElfFile& file, const ElfFile& debug_file) {
  SymbolTable symbols = SymbolTable::read(file, SymbolKind::kSymtab, file.segments());
  if (!symbols.is_empty() || &file == &debug_file) return symbols;
  return SymbolTable::read(debug_file, SymbolKind::kSymtab, file.segments());
}

class ModuleNamer {
 public:
  ModuleNamer(const ElfFile& file, const SymbolSearch& search) : file_(file), search_(search) {
    if (!has_debug_info(file)) separate_file_ = find_debug_file(file, search);
  }

  ModuleSymbols name(std::span<const uint64_t> offsets, Diagnostics& diagnostics) {
    const WantedAddresses wanted = to_addresses(file_.segments(), offsets);
    std::vector<SymbolChain> chains(wanted.addresses.size());
    const SymbolTable symtab = read_symtab(file_, debug_file());
    name_from_debug_info(wanted.addresses, symtab, chains, diagnostics);
    if (name_from_symbols(symtab, wanted.addresses, chains)) found_.symtab = true;
    const SymbolTable dynsym = SymbolTable::read(file_, SymbolKind::kDynsym, file_.segments());
    if (name_from_symbols(dynsym, wanted.addresses, chains)) found_.dynsym = true;
    return result(wanted, chains, offsets.size());
  }

 private:
  const ElfFile& debug_file() const { return separate_file_ ? *separate_file_ : file_; }

  void name_from_debug_info(std::span<const LinkAddress> addresses, const SymbolTable& symtab,
                            std::vector<SymbolChain>& chains, Diagnostics& diagnostics) {
    const std::optional<DwarfFile> dwarf = DwarfFile::open(debug_file(), search_);
    found_.unreadable_debug_info = !dwarf && has_debug_info(debug_file());
    if (!dwarf) return;
    DwarfSymbols names = name_from_dwarf(*dwarf, file_.segments(), addresses, symtab);
    found_.dwarf = true;
    found_.lacks_debug_parts = !dwarf->is_complete() || names.lacks_split_files;
    if (names.is_damaged) {
      diagnostics.warn("damaged debug information", debug_file().path(),
                       "debug information is damaged; some names are missing");
    }
    chains = std::move(names.chains);
  }

  ModuleSymbols result(const WantedAddresses& wanted, std::vector<SymbolChain>& chains,
                       size_t offsets) {
    ModuleSymbols symbols;
    symbols.build_id = file_.build_id();
    symbols.chains.resize(offsets);
    for (size_t i = 0; i < chains.size(); ++i) {
      for (const size_t row : wanted.rows[i]) symbols.chains[row] = chains[i];
    }
    found_.unnamed = static_cast<size_t>(
        std::count_if(symbols.chains.begin(), symbols.chains.end(),
                      [](const SymbolChain& chain) { return !is_named(chain); }));
    symbols.source = source_name(found_);
    symbols.reason = reason_of_names(found_, file_);
    return symbols;
  }

  const ElfFile& file_;
  const SymbolSearch& search_;
  std::optional<ElfFile> separate_file_;
  FoundNames found_;
};

}  // namespace

ModuleSymbols name_module(const ElfFile& file, const SymbolSearch& search,
                          std::span<const uint64_t> offsets, Diagnostics& diagnostics) {
  return ModuleNamer(file, search).name(offsets, diagnostics);
}

}  // namespace jescope
