// SPDX-License-Identifier: Apache-2.0
//
// Reads all function symbols, gives the sizeless ones an end, keeps the best
// name of each range.
#include "symbolize/elf/symbol_table.h"

#include <gelf.h>

#include <algorithm>
#include <tuple>

namespace jescope {
namespace {

constexpr uint64_t kMostSizelessBytes = 4096;

struct Symbol {
  LinkAddress start = 0;
  LinkAddress end = 0;  // equal to start: unknown
  GElf_Section section = 0;
  unsigned char binding = STB_LOCAL;
  std::string_view name;
};

struct SymbolSection {
  Elf_Data* entries = nullptr;  // null: the file has no such table
  size_t count = 0;
  size_t names = 0;  // number of the string section
};

SymbolSection find_section(Elf* elf, GElf_Word type) {
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(elf, section)) != nullptr) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != type) continue;
    Elf_Data* entries = elf_getdata(section, nullptr);
    const size_t entry_bytes = gelf_fsize(elf, ELF_T_SYM, 1, EV_CURRENT);
    if (entries == nullptr || entries->d_buf == nullptr || entry_bytes == 0) continue;
    return {entries, entries->d_size / entry_bytes, header.sh_link};
  }
  return {};
}

bool is_function(const GElf_Sym& symbol) {
  const int type = GELF_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && (type == STT_FUNC || type == STT_GNU_IFUNC);
}

// On 32-bit ARM the lowest bit says which instruction set a function is in.
LinkAddress code_address(Elf* elf, const GElf_Sym& symbol) {
  GElf_Ehdr header;
  const bool is_arm = gelf_getehdr(elf, &header) != nullptr && header.e_machine == EM_ARM;
  return is_arm ? symbol.st_value & ~LinkAddress{1} : symbol.st_value;
}

std::vector<Symbol> read_functions(Elf* elf, const SymbolSection& table) {
  std::vector<Symbol> functions;
  for (size_t i = 0; i < table.count; ++i) {
    GElf_Sym symbol;
    if (gelf_getsym(table.entries, static_cast<int>(i), &symbol) == nullptr) break;
    if (!is_function(symbol)) continue;
    const char* name = elf_strptr(elf, table.names, symbol.st_name);
    if (name == nullptr || *name == '\0') continue;
    const LinkAddress start = code_address(elf, symbol);
    functions.push_back({start, start + symbol.st_size, symbol.st_shndx,
                         static_cast<unsigned char>(GELF_ST_BIND(symbol.st_info)), name});
  }
  return functions;
}

LinkAddress section_end(Elf* elf, GElf_Section section) {
  GElf_Shdr header;
  Elf_Scn* found = elf_getscn(elf, section);
  if (found == nullptr || gelf_getshdr(found, &header) == nullptr) return 0;
  return header.sh_addr + header.sh_size;
}

// Lets sizeless functions reach to the next one of their section.
void give_ends(Elf* elf, std::vector<Symbol>& functions) {
  const auto by_place = [](const Symbol& a, const Symbol& b) {
    return std::tie(a.section, a.start) < std::tie(b.section, b.start);
  };
  std::sort(functions.begin(), functions.end(), by_place);
  LinkAddress next_start = 0;
  for (size_t i = functions.size(); i-- > 0;) {
    Symbol& function = functions[i];
    const bool is_last = i + 1 == functions.size() || functions[i + 1].section != function.section;
    if (is_last) {
      next_start = section_end(elf, function.section);
    } else if (functions[i + 1].start != function.start) {
      next_start = functions[i + 1].start;
    }
    if (function.end != function.start || next_start <= function.start) continue;
    function.end = std::min(next_start, function.start + kMostSizelessBytes);
  }
}

bool is_reserved(std::string_view name) {
  return name.starts_with('_') && !name.starts_with("_Z") && !name.starts_with("_R");
}

int binding_rank(unsigned char binding) {
  if (binding == STB_WEAK) return 1;
  return binding == STB_LOCAL ? 2 : 0;
}

// Order in which symbols of one address are preferred.
bool is_better(const Symbol& a, const Symbol& b) {
  const auto rank = [](const Symbol& s) {
    return std::tuple(is_reserved(s.name), binding_rank(s.binding), s.name.size(), s.name);
  };
  return rank(a) < rank(b);
}

bool is_before(const Symbol& a, const Symbol& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.end != b.end) return a.end < b.end;
  return is_better(a, b);
}

}  // namespace

SymbolTable SymbolTable::read(const ElfFile& file, SymbolKind kind, const LoadSegments& segments) {
  const bool is_symtab = kind == SymbolKind::kSymtab;
  const SymbolSection table = find_section(file.elf(), is_symtab ? SHT_SYMTAB : SHT_DYNSYM);
  std::vector<Symbol> functions = read_functions(file.elf(), table);
  if (is_symtab) give_ends(file.elf(), functions);
  std::sort(functions.begin(), functions.end(), is_before);

  SymbolTable result;
  for (const Symbol& function : functions) {
    if (!holds_code(segments, function.start, function.end)) continue;
    const auto owner = static_cast<uint32_t>(result.names_.size());
    result.ranges_.push_back({function.start, function.end, owner});
    result.names_.push_back(function.name);
  }
  sort_ranges(result.ranges_);
  return result;
}

std::vector<std::string_view> SymbolTable::names_at(std::span<const LinkAddress> addresses) const {
  std::vector<std::string_view> names;
  names.reserve(addresses.size());
  for (const uint32_t owner : find_owners(ranges_, addresses)) {
    names.push_back(owner == kNoOwner ? std::string_view() : names_[owner]);
  }
  return names;
}

std::string_view SymbolTable::name_starting_at(LinkAddress address) const {
  const auto starts_before = [](const AddressRange& range, LinkAddress a) {
    return range.start < a;
  };
  auto range = std::lower_bound(ranges_.begin(), ranges_.end(), address, starts_before);
  uint32_t owner = kNoOwner;
  for (; range != ranges_.end() && range->start == address; ++range) owner = range->owner;
  return owner == kNoOwner ? std::string_view() : names_[owner];
}

}  // namespace jescope
