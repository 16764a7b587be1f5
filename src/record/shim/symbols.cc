// SPDX-License-Identifier: Apache-2.0
//
// What a module's dynamic section leads to:
//
//   DT_GNU_HASH  count of buckets, first symbol, words of the filter, shift;
//                filter; buckets; chains (a hash each, its lowest bit ends the chain)
//   DT_HASH      count of buckets, of chains; buckets; chains
//   DT_SYMTAB    name, kind, section, value, size
//   DT_VERSYM    a number for each symbol; its highest bit: not the default version
//
// Every read is kept within the module's segments.
#include <elf.h>
#include <link.h>

#include <cstring>

#include "record/shim/own_code.h"
#include "record/shim/symbols.h"
#include "record/shim/system/pointer.h"

namespace jescope::shim {
namespace {

using Symbol = ElfW(Sym);

struct Loaded {
  const char* path = nullptr;
  uintptr_t bias = 0;
  const ElfW(Phdr) * headers = nullptr;
  size_t header_count = 0;

  explicit Loaded(const dl_phdr_info& told)
      : path(told.dlpi_name),
        bias(told.dlpi_addr),
        headers(told.dlpi_phdr),
        header_count(told.dlpi_phnum) {}

  // Bytes that may be read from the address on.
  uintptr_t readable_from(uintptr_t address) const {
    for (size_t i = 0; i < header_count; ++i) {
      const uintptr_t begin = bias + headers[i].p_vaddr;
      if (headers[i].p_type != PT_LOAD || (headers[i].p_flags & PF_R) == 0) continue;
      if (address >= begin && address - begin < headers[i].p_memsz) {
        return headers[i].p_memsz - (address - begin);
      }
    }
    return 0;
  }

  bool holds(uintptr_t address) const {
    for (size_t i = 0; i < header_count; ++i) {
      const uintptr_t begin = bias + headers[i].p_vaddr;
      if (headers[i].p_type == PT_LOAD && address - begin < headers[i].p_memsz) return true;
    }
    return false;
  }

  template <typename T>
  const T* at(uintptr_t address) const {
    if (address % alignof(T) != 0 || readable_from(address) < sizeof(T)) return nullptr;
    return pointer_to<const T>(address);
  }
};

// Addresses; 0 for what a module lacks.
struct DynamicSection {
  uintptr_t gnu_hash = 0;
  uintptr_t hash = 0;
  uintptr_t symbols = 0;
  uintptr_t strings = 0;
  uintptr_t versions = 0;
};

// glibc writes addresses of the process there, musl and the kernel leave those of the file.
uintptr_t address_in(const Loaded& module, uintptr_t told) {
  return module.readable_from(told) != 0 ? told : module.bias + told;
}

DynamicSection read_dynamic(const Loaded& module) {
  DynamicSection found;
  uintptr_t place = 0;
  for (size_t i = 0; i < module.header_count; ++i) {
    if (module.headers[i].p_type == PT_DYNAMIC) place = module.bias + module.headers[i].p_vaddr;
  }
  for (; place != 0; place += sizeof(ElfW(Dyn))) {
    const auto* const entry = module.at<ElfW(Dyn)>(place);
    if (entry == nullptr || entry->d_tag == DT_NULL) break;
    const uintptr_t address = address_in(module, entry->d_un.d_ptr);
    if (entry->d_tag == DT_GNU_HASH) found.gnu_hash = address;
    if (entry->d_tag == DT_HASH) found.hash = address;
    if (entry->d_tag == DT_SYMTAB) found.symbols = address;
    if (entry->d_tag == DT_STRTAB) found.strings = address;
    if (entry->d_tag == DT_VERSYM) found.versions = address;
  }
  return found;
}

bool is_named(const Loaded& module, uintptr_t address, const char* name) {
  const size_t room = module.readable_from(address);
  const size_t length = std::strlen(name) + 1;
  return room >= length && std::memcmp(pointer_to<const char>(address), name, length) == 0;
}

// What of a name was found so far: the default version wins.
struct Match {
  const Symbol* symbol = nullptr;
  bool is_default = false;
};

void consider(const Loaded& module, const DynamicSection& dynamic, uint32_t index, const char* name,
              Match& match) {
  const auto* const symbol = module.at<Symbol>(dynamic.symbols + index * sizeof(Symbol));
  if (symbol == nullptr || symbol->st_shndx == SHN_UNDEF || symbol->st_value == 0) return;
  const unsigned kind = ELF64_ST_TYPE(symbol->st_info);
  if (kind == STT_TLS || kind == STT_SECTION || kind == STT_FILE) return;
  if (!is_named(module, dynamic.strings + symbol->st_name, name)) return;
  bool is_default = true;
  if (dynamic.versions != 0) {
    constexpr uint16_t kHidden = 0x8000;
    const auto* const version = module.at<uint16_t>(dynamic.versions + index * sizeof(uint16_t));
    is_default = version != nullptr && (*version & kHidden) == 0;
  }
  if (match.symbol == nullptr || (is_default && !match.is_default)) match = {symbol, is_default};
}

uint32_t gnu_hash_of(const char* name) {
  uint32_t hash = 5381;
  for (; *name != 0; ++name) hash = hash * 33 + static_cast<unsigned char>(*name);
  return hash;
}

uint32_t sysv_hash_of(const char* name) {
  uint32_t hash = 0;
  for (; *name != 0; ++name) {
    hash = (hash << 4) + static_cast<unsigned char>(*name);
    hash ^= (hash >> 24) & 0xf0;
    hash &= 0x0fffffff;
  }
  return hash;
}

void search_gnu_hash(const Loaded& module, const DynamicSection& dynamic, const char* name,
                     Match& match) {
  const auto* const bucket_count = module.at<uint32_t>(dynamic.gnu_hash);
  const auto* const first_symbol = module.at<uint32_t>(dynamic.gnu_hash + 4);
  const auto* const filter_words = module.at<uint32_t>(dynamic.gnu_hash + 8);
  if (bucket_count == nullptr || first_symbol == nullptr || filter_words == nullptr) return;
  if (*bucket_count == 0) return;
  const uint32_t hash = gnu_hash_of(name);
  const uintptr_t buckets = dynamic.gnu_hash + 16 + uintptr_t{*filter_words} * sizeof(ElfW(Addr));
  const uintptr_t chains = buckets + uintptr_t{*bucket_count} * 4;
  const auto* const bucket = module.at<uint32_t>(buckets + uintptr_t{hash % *bucket_count} * 4);
  if (bucket == nullptr || *bucket < *first_symbol) return;
  for (uint32_t index = *bucket;; ++index) {
    const auto* const link = module.at<uint32_t>(chains + uintptr_t{index - *first_symbol} * 4);
    if (link == nullptr) return;
    if ((*link | 1) == (hash | 1)) consider(module, dynamic, index, name, match);
    if ((*link & 1) != 0) return;
  }
}

void search_sysv_hash(const Loaded& module, const DynamicSection& dynamic, const char* name,
                      Match& match) {
  const auto* const bucket_count = module.at<uint32_t>(dynamic.hash);
  const auto* const chain_count = module.at<uint32_t>(dynamic.hash + 4);
  if (bucket_count == nullptr || chain_count == nullptr || *bucket_count == 0) return;
  const uintptr_t buckets = dynamic.hash + 8;
  const uintptr_t chains = buckets + uintptr_t{*bucket_count} * 4;
  const uintptr_t bucket = buckets + uintptr_t{sysv_hash_of(name) % *bucket_count} * 4;
  const auto* link = module.at<uint32_t>(bucket);
  // As many steps as there are symbols: a damaged chain may go round.
  for (uint32_t steps = 0; link != nullptr && *link != 0 && steps < *chain_count; ++steps) {
    consider(module, dynamic, *link, name, match);
    link = module.at<uint32_t>(chains + uintptr_t{*link} * 4);
  }
}

// A resolver is told what the processor can do (on arm64 as arguments); told nothing, it
// answers with the variant that runs everywhere.
void* resolve(uintptr_t resolver) {
  return pointer_to<void*(uint64_t, const void*)>(resolver)(0, nullptr);
}

void* find_in(const Loaded& module, const char* name) {
  const DynamicSection dynamic = read_dynamic(module);
  if (dynamic.symbols == 0 || dynamic.strings == 0) return nullptr;
  Match match;
  if (dynamic.gnu_hash != 0) {
    search_gnu_hash(module, dynamic, name, match);
  } else if (dynamic.hash != 0) {
    search_sysv_hash(module, dynamic, name, match);
  }
  if (match.symbol == nullptr) return nullptr;
  const uintptr_t value = module.bias + match.symbol->st_value;
  if (ELF64_ST_TYPE(match.symbol->st_info) == STT_GNU_IFUNC) return resolve(value);
  return pointer_to<void>(value);
}

struct Search {
  const char* name = nullptr;
  bool after_own = false;  // only modules that come after this library
  bool passed_own = false;
  void* found = nullptr;
};

int search_module(dl_phdr_info* told, size_t, void* argument) {
  auto& search = *static_cast<Search*>(argument);
  const Loaded module(*told);
  if (module.holds(own_code().begin)) {
    search.passed_own = true;
    return 0;
  }
  if (search.after_own && !search.passed_own) return 0;
  search.found = find_in(module, search.name);
  return search.found != nullptr ? 1 : 0;
}

struct PathSearch {
  uintptr_t address = 0;
  const char* path = nullptr;
};

int search_path(dl_phdr_info* told, size_t, void* argument) {
  auto& search = *static_cast<PathSearch*>(argument);
  const Loaded module(*told);
  if (!module.holds(search.address)) return 0;
  search.path = module.path == nullptr ? "" : module.path;
  return 1;
}

}  // namespace

void* find_next_symbol(const char* name) {
  Search search = {name, true};
  dl_iterate_phdr(&search_module, &search);
  return search.found;
}

void* find_symbol(const char* name) {
  Search search = {name, false};
  dl_iterate_phdr(&search_module, &search);
  return search.found;
}

const char* module_path_of(const void* address) {
  PathSearch search = {reinterpret_cast<uintptr_t>(address)};
  dl_iterate_phdr(&search_path, &search);
  return search.path;
}

}  // namespace jescope::shim
