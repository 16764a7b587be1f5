// SPDX-License-Identifier: Apache-2.0
//
// The two hash tables of ELF, in words of 32 bits but for the bloom filter:
//
//   DT_GNU_HASH   buckets, first symbol, bloom words, shift | bloom (64 bits each)
//                 | first symbol of each bucket | hashes, the lowest bit ends a bucket
//   DT_HASH       buckets, chains | first symbol of each bucket | next of each symbol
#include "record/launch/elf_symbols.h"

#include <limits>
#include <optional>

namespace jescope {
namespace {

// More entries than any loader's table; a longer walk is a damaged file's circle.
constexpr uint32_t kMostSteps = 1u << 16;
constexpr size_t kMostDynamicEntries = 4096;

class SymbolTable {
 public:
  SymbolTable(const LoadedFile& loaded, const DynamicEntries& entries)
      : file_(loaded.file()),
        symbols_(loaded.place_of(entries.symbols)),
        strings_(loaded.place_of(entries.strings)) {}

  bool defines(uint32_t row, std::string_view name) const {
    const auto symbol = file_.value<Elf64_Sym>(symbols_ + uint64_t{row} * sizeof(Elf64_Sym));
    if (!symbol || symbol->st_shndx == SHN_UNDEF || symbol->st_value == 0) return false;
    return file_.text(strings_ + symbol->st_name, name.size() + 1) == name;
  }

 private:
  const FileBytes& file_;
  uint64_t symbols_;
  uint64_t strings_;
};

uint32_t gnu_hash_of(std::string_view name) {
  uint32_t hash = 5381;
  for (const char c : name) hash = hash * 33 + static_cast<unsigned char>(c);
  return hash;
}

uint32_t elf_hash_of(std::string_view name) {
  uint32_t hash = 0;
  for (const char c : name) {
    hash = (hash << 4) + static_cast<unsigned char>(c);
    const uint32_t high = hash & 0xf0000000u;
    hash = (hash ^ (high >> 24)) & ~high;
  }
  return hash;
}

bool gnu_hash_finds(const FileBytes& file, uint64_t at, const SymbolTable& table,
                    std::string_view name) {
  struct Head {
    uint32_t buckets, first_symbol, bloom_words, shift;
  };
  const auto head = file.value<Head>(at);
  if (!head || head->buckets == 0) return false;
  const uint32_t hash = gnu_hash_of(name);
  const uint64_t buckets = at + sizeof(Head) + uint64_t{head->bloom_words} * sizeof(uint64_t);
  const uint64_t hashes = buckets + uint64_t{head->buckets} * sizeof(uint32_t);
  const auto first = file.value<uint32_t>(buckets + (hash % head->buckets) * sizeof(uint32_t));
  if (!first || *first < head->first_symbol) return false;
  for (uint32_t step = 0; step < kMostSteps; ++step) {
    const uint64_t row = uint64_t{*first} + step;
    const auto found = file.value<uint32_t>(hashes + (row - head->first_symbol) * sizeof(uint32_t));
    if (!found || row > std::numeric_limits<uint32_t>::max()) return false;
    const bool may_be = (*found | 1) == (hash | 1);
    if (may_be && table.defines(static_cast<uint32_t>(row), name)) return true;
    if ((*found & 1) != 0) return false;
  }
  return false;
}

bool elf_hash_finds(const FileBytes& file, uint64_t at, const SymbolTable& table,
                    std::string_view name) {
  const auto buckets = file.value<uint32_t>(at);
  if (!buckets || *buckets == 0) return false;
  const uint64_t firsts = at + 2 * sizeof(uint32_t);
  const uint64_t nexts = firsts + uint64_t{*buckets} * sizeof(uint32_t);
  auto row = file.value<uint32_t>(firsts + (elf_hash_of(name) % *buckets) * sizeof(uint32_t));
  for (uint32_t step = 0; row && *row != STN_UNDEF && step < kMostSteps; ++step) {
    if (table.defines(*row, name)) return true;
    row = file.value<uint32_t>(nexts + uint64_t{*row} * sizeof(uint32_t));
  }
  return false;
}

}  // namespace

uint64_t LoadedFile::place_of(uint64_t address) const {
  for (const Elf64_Phdr& segment : segments_) {
    const bool is_inside = segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
                           address - segment.p_vaddr < segment.p_filesz;
    if (is_inside) return segment.p_offset + (address - segment.p_vaddr);
  }
  return file_.size();
}

DynamicEntries read_dynamic_entries(const FileBytes& file, const Elf64_Phdr& segment) {
  DynamicEntries entries;
  for (size_t i = 0; i < kMostDynamicEntries; ++i) {
    const auto entry = file.value<Elf64_Dyn>(segment.p_offset + i * sizeof(Elf64_Dyn));
    if (!entry || entry->d_tag == DT_NULL) break;
    switch (entry->d_tag) {
      case DT_SYMTAB: entries.symbols = entry->d_un.d_ptr; break;
      case DT_STRTAB: entries.strings = entry->d_un.d_ptr; break;
      case DT_GNU_HASH: entries.gnu_hash = entry->d_un.d_ptr; break;
      case DT_HASH: entries.hash = entry->d_un.d_ptr; break;
      case DT_SONAME: entries.soname = entry->d_un.d_val; break;
      default: break;
    }
  }
  return entries;
}

bool defines_symbol(const LoadedFile& loaded, const DynamicEntries& entries,
                    std::string_view name) {
  if (entries.symbols == 0 || entries.strings == 0) return false;
  const SymbolTable table(loaded, entries);
  if (entries.gnu_hash != 0) {
    return gnu_hash_finds(loaded.file(), loaded.place_of(entries.gnu_hash), table, name);
  }
  if (entries.hash == 0) return false;
  return elf_hash_finds(loaded.file(), loaded.place_of(entries.hash), table, name);
}

}  // namespace jescope
