// SPDX-License-Identifier: Apache-2.0
//
// Reads all function symbols, gives the sizeless ones an end, keeps the best
// name of each range. Names are looked at only where symbols compete and where
// one is asked for.
#include "symbolize/elf/symbol_table.h"

#include <gelf.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace jescope {
namespace {

constexpr uint64_t kMostSizelessBytes = 4096;

// Bytes of names read to choose between symbols; a file can give millions of
// symbols one long name.
constexpr uint64_t kMostComparedBytes = uint64_t{1} << 28;

bool is_function(const RawSymbol& symbol) {
  const int type = ELF64_ST_TYPE(symbol.info);
  return symbol.section != SHN_UNDEF && symbol.name != 0 &&
         (type == STT_FUNC || type == STT_GNU_IFUNC);
}

// On 32-bit ARM the lowest bit says which instruction set a function is in.
LinkAddress address_mask(Elf* elf) {
  GElf_Ehdr header;
  const bool is_arm = gelf_getehdr(elf, &header) != nullptr && header.e_machine == EM_ARM;
  return is_arm ? ~LinkAddress{1} : ~LinkAddress{0};
}

LinkAddress section_end(Elf* elf, uint16_t section) {
  GElf_Shdr header;
  Elf_Scn* found = elf_getscn(elf, section);
  if (found == nullptr || gelf_getshdr(found, &header) == nullptr) return 0;
  return header.sh_addr + header.sh_size;
}

bool is_reserved(std::string_view name) {
  return name.starts_with('_') && !name.starts_with("_Z") && !name.starts_with("_R");
}

int binding_rank(const RawSymbol& symbol) {
  const int binding = ELF64_ST_BIND(symbol.info);
  if (binding == STB_WEAK) return 1;
  return binding == STB_LOCAL ? 2 : 0;
}

// Builds the ranges, in the order of find_owners, one owner each.
class RangeBuilder {
 public:
  RangeBuilder(Elf* elf, const RawSymbols& symbols, const LoadSegments& segments)
      : elf_(elf), symbols_(symbols), segments_(segments), mask_(address_mask(elf)) {}

  std::vector<AddressRange> build(SymbolKind kind) {
    collect(kind);
    sort_by_start(ranges_);
    if (has_sizeless_) give_ends();
    choose_owners();
    return std::move(ranges_);
  }

 private:
  void collect(SymbolKind kind) {
    ranges_.reserve(count_functions());
    for (uint32_t row = 0; row < symbols_.size(); ++row) {
      const RawSymbol symbol = symbols_.at(row);
      if (!is_function(symbol)) continue;
      const bool is_sizeless = symbol.size_bytes == 0;
      if (is_sizeless && kind == SymbolKind::kDynsym) continue;
      const LinkAddress start = symbol.value & mask_;
      const LinkAddress end = start + symbol.size_bytes;
      if (!holds_code(segments_, start, is_sizeless ? start + 1 : end)) continue;
      has_sizeless_ |= is_sizeless;
      ranges_.push_back({start, end, row});
    }
  }

  size_t count_functions() const {
    size_t functions = 0;
    for (uint32_t row = 0; row < symbols_.size(); ++row) functions += is_function(symbols_.at(row));
    return functions;
  }

  // Lets sizeless functions reach to the next one, or their section's end.
  void give_ends() {
    LinkAddress next_start = ~LinkAddress{0};
    LinkAddress start = next_start;
    for (size_t i = ranges_.size(); i-- > 0;) {
      AddressRange& range = ranges_[i];
      if (range.start != start) next_start = std::exchange(start, range.start);
      if (range.end != range.start) continue;
      const LinkAddress end = std::min({next_start, range.start + kMostSizelessBytes,
                                        section_end(elf_, symbols_.at(range.owner).section)});
      range.end = std::max(range.start, end);
    }
  }

  // Sorts the symbols of each start, longest first, and of equal ranges keeps
  // the one with the best name.
  void choose_owners() {
    size_t kept = 0;
    for (size_t first = 0; first < ranges_.size();) {
      size_t last = first + 1;
      while (last < ranges_.size() && ranges_[last].start == ranges_[first].start) ++last;
      if (last - first > 1) sort_same_start(first, last);
      for (size_t i = first; i < last; ++i) kept = keep(kept, ranges_[i]);
      first = last;
    }
    ranges_.resize(kept);
    ranges_.shrink_to_fit();
  }

  void sort_same_start(size_t first, size_t last) {
    std::sort(ranges_.begin() + static_cast<ptrdiff_t>(first),
              ranges_.begin() + static_cast<ptrdiff_t>(last),
              [](const AddressRange& a, const AddressRange& b) {
                return std::tie(b.end, a.owner) < std::tie(a.end, b.owner);
              });
  }

  // Writes `range` behind the `kept` ones, or over the last when it is a better
  // symbol of the same range. Returns how many are kept.
  size_t keep(size_t kept, const AddressRange range) {
    if (range.end == range.start) return kept;
    const bool is_other =
        kept == 0 || ranges_[kept - 1].start != range.start || ranges_[kept - 1].end != range.end;
    if (is_other) {
      ranges_[kept] = range;
      return kept + 1;
    }
    if (is_better(range.owner, ranges_[kept - 1].owner)) ranges_[kept - 1].owner = range.owner;
    return kept;
  }

  bool is_better(uint32_t row, uint32_t other) {
    if (compared_bytes_ > kMostComparedBytes) return false;
    return rank(row) < rank(other);
  }

  std::tuple<bool, int, size_t, std::string_view> rank(uint32_t row) {
    const RawSymbol symbol = symbols_.at(row);
    const std::string_view name = symbols_.text(symbol.name);
    compared_bytes_ += name.size();
    return {is_reserved(name), binding_rank(symbol), name.size(), name};
  }

  Elf* elf_;
  const RawSymbols& symbols_;
  const LoadSegments& segments_;
  const LinkAddress mask_;
  std::vector<AddressRange> ranges_;
  bool has_sizeless_ = false;
  uint64_t compared_bytes_ = 0;
};

std::vector<uint32_t> find_source_files(const RawSymbols& symbols) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < symbols.size(); ++row) {
    if (ELF64_ST_TYPE(symbols.at(row).info) == STT_FILE) rows.push_back(row);
  }
  return rows;
}

}  // namespace

SymbolTable SymbolTable::read(const ElfFile& file, SymbolKind kind, const LoadSegments& segments) {
  const bool is_symtab = kind == SymbolKind::kSymtab;
  SymbolTable table;
  table.symbols_ = RawSymbols::find(file.elf(), is_symtab ? SHT_SYMTAB : SHT_DYNSYM);
  table.ranges_ = RangeBuilder(file.elf(), table.symbols_, segments).build(kind);
  if (is_symtab) table.source_files_ = find_source_files(table.symbols_);
  return table;
}

std::vector<SymbolAt> SymbolTable::symbols_at(std::span<const LinkAddress> addresses) const {
  std::vector<SymbolAt> symbols;
  symbols.reserve(addresses.size());
  for (const uint32_t row : find_owners(ranges_, addresses)) {
    symbols.push_back(row == kNoOwner ? SymbolAt() : symbol(row));
  }
  return symbols;
}

std::vector<std::string_view> SymbolTable::names_at(std::span<const LinkAddress> addresses) const {
  std::vector<std::string_view> names;
  names.reserve(addresses.size());
  for (const uint32_t row : find_owners(ranges_, addresses)) {
    names.push_back(row == kNoOwner ? std::string_view() : symbol(row).name);
  }
  return names;
}

std::string_view SymbolTable::name_starting_at(LinkAddress address) const {
  const auto starts_before = [](const AddressRange& range, LinkAddress a) {
    return range.start < a;
  };
  auto range = std::lower_bound(ranges_.begin(), ranges_.end(), address, starts_before);
  uint32_t row = kNoOwner;
  for (; range != ranges_.end() && range->start == address; ++range) row = range->owner;
  return row == kNoOwner ? std::string_view() : symbol(row).name;
}

SymbolAt SymbolTable::symbol(uint32_t row) const {
  const RawSymbol symbol = symbols_.at(row);
  const bool is_local = ELF64_ST_BIND(symbol.info) == STB_LOCAL;
  return {symbols_.text(symbol.name), is_local ? source_file(row) : std::string_view(),
          symbol.value, symbol.size_bytes, symbol.size_bytes != 0};
}

// The linker puts a file's own symbols behind the one with the file's name.
std::string_view SymbolTable::source_file(uint32_t row) const {
  const auto after = std::upper_bound(source_files_.begin(), source_files_.end(), row);
  if (after == source_files_.begin()) return {};
  const std::string_view name = symbols_.text(symbols_.at(*(after - 1)).name);
  return name.starts_with('<') ? std::string_view() : name;  // "<artificial>" of link-time code
}

}  // namespace jescope
