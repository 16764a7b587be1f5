// SPDX-License-Identifier: Apache-2.0
//
// Offsets become link addresses once; every source then fills the chains that
// the better ones left without a function.
#include "symbolize/module_namer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jescope/symbolize/demangle.h"
#include "symbolize/cache/file_identity.h"
#include "symbolize/cache/name_cache.h"
#include "symbolize/dwarf/dwarf_file.h"
#include "symbolize/dwarf/dwarf_symbols.h"
#include "symbolize/elf/function_bounds.h"
#include "symbolize/elf/mini_debug_info.h"
#include "symbolize/elf/symbol_table.h"
#include "symbolize/find/debug_file.h"
#include "symbolize/missing_names.h"

namespace jescope {
namespace {

// The wanted places by address, and where each stands in the caller's list.
struct WantedAddresses {
  std::vector<LinkAddress> addresses;  // ascending, distinct
  std::vector<size_t> rows;            // of the first address, then of the next
  std::vector<size_t> ends;            // of each address's piece of `rows`
  size_t places = 0;
};

WantedAddresses to_addresses(const LoadSegments& segments, std::span<const uint64_t> offsets) {
  std::vector<std::pair<LinkAddress, size_t>> places;
  for (size_t row = 0; row < offsets.size(); ++row) {
    const std::optional<LinkAddress> address = link_address(segments, offsets[row]);
    if (address) places.emplace_back(*address, row);
  }
  std::sort(places.begin(), places.end());
  WantedAddresses wanted;
  wanted.places = offsets.size();
  wanted.rows.reserve(places.size());
  for (const auto& [address, row] : places) {
    if (wanted.addresses.empty() || wanted.addresses.back() != address) {
      wanted.addresses.push_back(address);
      wanted.ends.push_back(0);
    }
    wanted.rows.push_back(row);
    wanted.ends.back() = wanted.rows.size();
  }
  return wanted;
}

bool is_named(const SymbolChain& chain) {
  return !chain.empty() && !chain.back().function.empty() &&
         chain.back().kind != FrameKind::kBounds;
}

// Returns "main.c" for "src/main.c".
std::string base_name_of(std::string_view file) {
  return std::string(file.substr(file.rfind('/') + 1));
}

// Gives the symbol's name to a chain without one; keeps a place it may have.
void take_symbol(const SymbolAt& symbol, SymbolChain& chain) {
  if (chain.empty()) chain.emplace_back();
  SymbolFrame& frame = chain.back();
  frame.function = demangle(symbol.name);
  if (frame.file.empty()) frame.file = base_name_of(symbol.file);
}

class ModuleNamer {
 public:
  ModuleNamer(const ElfFile& file, const FileFinder& finder) : file_(file), finder_(finder) {}

  ModuleSymbols name(const ModuleQuery& query, Diagnostics& diagnostics) {
    const WantedAddresses wanted = to_addresses(file_.segments(), query.offsets);
    addresses_ = wanted.addresses;
    chains_.resize(addresses_.size());
    is_kept_.resize(addresses_.size());
    found_.wants_lines = query.detail == NameDetail::kChains;
    const SymbolTable symtab = read_symtab();
    if (!found_.wants_lines) found_.symtab |= name_from_symbols(symtab);
    if (found_.wants_lines || !unnamed_rows().empty()) ask_debug_info(symtab, diagnostics);
    found_.symtab |= name_from_symbols(symtab);
    if (!unnamed_rows().empty()) name_from_the_rest(*query.module);
    return result(wanted, *query.module);
  }

 private:
  // The file with debug information; looked for when it is first needed.
  const ElfFile& debug_file() {
    if (!has_looked_) find_separate_file();
    has_looked_ = true;
    return separate_file_ ? *separate_file_ : file_;
  }

  void find_separate_file() {
    if (has_debug_info(file_)) return;
    FoundDebugFile found = find_debug_file(file_, finder_);
    separate_file_ = std::move(found.file);
    const bool is_whole = separate_file_ && has_debug_info(*separate_file_);
    if (!is_whole && !found.refusals.empty()) found_.refusal = to_text(found.refusals.front());
  }

  SymbolTable read_symtab() {
    SymbolTable symbols = SymbolTable::read(file_, SymbolKind::kSymtab, file_.segments());
    if (!symbols.is_empty() || &debug_file() == &file_) return symbols;
    return SymbolTable::read(debug_file(), SymbolKind::kSymtab, file_.segments());
  }

  const FunctionBounds& bounds() {
    if (!bounds_) bounds_ = FunctionBounds::read(file_, debug_file());
    return *bounds_;
  }

  std::vector<size_t> unnamed_rows() const {
    std::vector<size_t> rows;
    for (size_t row = 0; row < chains_.size(); ++row) {
      if (!is_named(chains_[row])) rows.push_back(row);
    }
    return rows;
  }

  // Rows for which no answer is kept, not even that there is no name.
  std::vector<size_t> rows_to_ask() const {
    std::vector<size_t> rows = unnamed_rows();
    std::erase_if(rows, [this](size_t row) { return is_kept_[row]; });
    return rows;
  }

  std::vector<LinkAddress> addresses_of(const std::vector<size_t>& rows) const {
    std::vector<LinkAddress> addresses;
    addresses.reserve(rows.size());
    for (const size_t row : rows) addresses.push_back(addresses_[row]);
    return addresses;
  }

  // Takes what an earlier run found in the debug information, and asks that for
  // the rest.
  void ask_debug_info(const SymbolTable& symtab, Diagnostics& diagnostics) {
    if (!has_debug_info(debug_file())) return;
    NameCache cache = open_cache();
    if (take_kept_names(cache)) return;
    const std::vector<size_t> rows = rows_to_ask();
    const std::vector<LinkAddress> addresses = addresses_of(rows);
    std::vector<SymbolChain> chains(rows.size());
    name_from_debug_info(addresses, symtab, chains, diagnostics);
    // What is missing may be there the next time.
    const bool is_whole = found_.dwarf && !found_.lacks_debug_parts && !found_.damaged_debug_info;
    if (is_whole) cache.add(addresses, chains);
    for (size_t i = 0; i < rows.size() && i < chains.size(); ++i) {
      chains_[rows[i]] = std::move(chains[i]);
    }
  }

  NameCache open_cache() {
    const SymbolSearch& search = finder_.search();
    const bool has_one_file = &debug_file() == &file_;
    NameCache cache(search.cache_dir, file_.build_id(),
                    fmt::format("{} | {}", file_identity(file_),
                                has_one_file ? "" : file_identity(debug_file())));
    cache.read();
    return cache;
  }

  // True when nothing is left to ask.
  bool take_kept_names(const NameCache& cache) {
    bool is_whole = true;
    for (const size_t row : unnamed_rows()) {
      const SymbolChain* const kept = cache.find(addresses_[row]);
      is_kept_[row] = kept != nullptr;
      if (kept == nullptr) {
        is_whole = false;
      } else {
        chains_[row] = *kept;
      }
    }
    found_.dwarf |= is_whole;
    return is_whole;
  }

  // What is left to a stripped file.
  void name_from_the_rest(const Module& module) {
    if (const std::optional<ElfFile> inner = read_mini_debug_info(file_)) {
      const SymbolTable symbols = SymbolTable::read(*inner, SymbolKind::kSymtab, file_.segments());
      found_.mini_debug_info = name_from_symbols(symbols);
    }
    const SymbolTable dynsym = SymbolTable::read(file_, SymbolKind::kDynsym, file_.segments());
    found_.dynsym = name_from_symbols(dynsym);
    name_from_bounds(base_name(module.path.empty() ? file_.path() : module.path));
  }

  // Names what the symbols cover; true when it was any.
  bool name_from_symbols(const SymbolTable& symbols) {
    if (symbols.is_empty()) return false;
    const std::vector<size_t> rows = unnamed_rows();
    const std::vector<LinkAddress> addresses = addresses_of(rows);
    std::vector<SymbolAt> found = symbols.symbols_at(addresses);
    drop_unbounded(addresses, found);
    bool has_named = false;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (found[i].name.empty()) continue;
      take_symbol(found[i], chains_[rows[i]]);
      has_named = true;
    }
    return has_named;
  }

  // A symbol without a size names what the unwinder's tables say is of it.
  void drop_unbounded(std::span<const LinkAddress> addresses, std::vector<SymbolAt>& found) {
    const auto is_sizeless = [](const SymbolAt& at) { return !at.name.empty() && !at.has_size; };
    if (std::none_of(found.begin(), found.end(), is_sizeless)) return;
    const auto starts = bounds().starts_at(addresses);
    for (size_t i = 0; i < found.size(); ++i) {
      if (is_sizeless(found[i]) && starts[i] != found[i].start) found[i] = {};
    }
  }

  // Puts the places of one function together under a name made from where it
  // begins: "libfoo.so!fn@0x1234".
  void name_from_bounds(std::string_view module) {
    const std::vector<size_t> rows = unnamed_rows();
    if (rows.empty()) return;
    const auto starts = bounds().starts_at(addresses_of(rows));
    for (size_t i = 0; i < rows.size(); ++i) {
      if (!starts[i]) continue;
      SymbolChain& chain = chains_[rows[i]];
      if (chain.empty()) chain.emplace_back();
      chain.back().function = fmt::format("{}!fn@{:#x}", module, *starts[i]);
      chain.back().kind = FrameKind::kBounds;
      found_.bounds = true;
    }
  }

  void name_from_debug_info(std::span<const LinkAddress> addresses, const SymbolTable& symtab,
                            std::vector<SymbolChain>& chains, Diagnostics& diagnostics) {
    const std::optional<DwarfFile> dwarf = DwarfFile::open(file_, debug_file(), finder_);
    found_.unreadable_debug_info = !dwarf && has_debug_info(debug_file());
    if (!dwarf) return;
    DwarfSymbols names = name_from_dwarf(dwarf->input(), file_.segments(), addresses, symtab);
    found_.dwarf = true;
    found_.lacks_split_files = names.lacks_split_files;
    found_.lacks_debug_parts = !dwarf->is_complete() || names.lacks_split_files;
    if (!dwarf->refusals().empty()) found_.refusal = to_text(dwarf->refusals().front());
    found_.damaged_debug_info = names.is_damaged || dwarf->is_damaged();
    if (found_.damaged_debug_info) {
      diagnostics.warn("damaged debug information", debug_file().path(),
                       "debug information is damaged; some names are missing");
    }
    chains = std::move(names.chains);
  }

  // Gives each place the chain of its address; the last place of an address, often
  // the only one, has the chain itself.
  void hand_out_chains(const WantedAddresses& wanted, std::vector<SymbolChain>& chains) {
    size_t at = 0;
    for (size_t i = 0; i < chains_.size(); ++i) {
      for (; at + 1 < wanted.ends[i]; ++at) chains[wanted.rows[at]] = chains_[i];
      chains[wanted.rows[at++]] = std::move(chains_[i]);
    }
  }

  ModuleSymbols result(const WantedAddresses& wanted, const Module& module) {
    ModuleSymbols symbols;
    symbols.build_id = file_.build_id();
    symbols.chains.resize(wanted.places);
    hand_out_chains(wanted, symbols.chains);
    found_.places = wanted.places;
    found_.unnamed = static_cast<size_t>(
        std::count_if(symbols.chains.begin(), symbols.chains.end(),
                      [](const SymbolChain& chain) { return !is_named(chain); }));
    found_.without_line = static_cast<size_t>(std::count_if(
        symbols.chains.begin(), symbols.chains.end(),
        [](const SymbolChain& chain) { return is_named(chain) && chain.back().line == 0; }));
    symbols.source = source_name(found_);
    if (separate_file_)
      symbols.debug_file = to_text(FilePlace{separate_file_->path(), separate_file_->root()});
    symbols.reason = reason_of_names(found_, file_);
    symbols.remedy = remedy_of_names(found_, file_, module.path, finder_.search().sysroot);
    return symbols;
  }

  const ElfFile& file_;
  const FileFinder& finder_;
  std::vector<LinkAddress> addresses_;  // ascending, distinct
  std::vector<SymbolChain> chains_;     // of these
  std::vector<bool> is_kept_;           // for each of these: its answer is an earlier run's
  std::optional<ElfFile> separate_file_;
  bool has_looked_ = false;
  std::optional<FunctionBounds> bounds_;
  FoundNames found_;
};

}  // namespace

ModuleSymbols name_module(const ElfFile& file, const FileFinder& finder, const ModuleQuery& query,
                          Diagnostics& diagnostics) {
  return ModuleNamer(file, finder).name(query, diagnostics);
}

}  // namespace jescope
