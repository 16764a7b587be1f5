// SPDX-License-Identifier: Apache-2.0
//
//   in memory   header ─▶ program headers ─▶ PT_DYNAMIC ─▶ DT_SYMTAB, DT_STRTAB
//                                            DT_GNU_HASH or DT_HASH: how many symbols
//   in a file   header ─▶ section headers ─▶ SHT_SYMTAB ─▶ its strings
#include "record/attach/elf_image.h"

#include <algorithm>
#include <cstring>

namespace jescope {
namespace {

// No program is near these; damaged tables are.
constexpr size_t kMostSegments = 256;
constexpr size_t kMostSections = 200'000;
constexpr size_t kMostDynamic = 4096;
constexpr uint64_t kMostSymbols = 16'000'000;
constexpr uint64_t kMostStrings = uint64_t{512} << 20;
constexpr size_t kSymbolsAtOnce = 8192;

constexpr uint64_t kPage = 4096;

bool is_elf64(const Elf64_Ehdr& header) {
  constexpr unsigned char kOwnOrder = ELFDATA2LSB;
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
         header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == kOwnOrder;
}

struct SymbolTable {
  uint64_t place = 0;  // of the first symbol
  uint64_t count = 0;
  uint64_t strings = 0;
  uint64_t strings_bytes = 0;
};

// Where the dynamic section tells things; 0: it does not.
struct DynamicPlaces {
  uint64_t symbols = 0;
  uint64_t strings = 0;
  uint64_t strings_bytes = 0;
  uint64_t hash = 0;
  uint64_t gnu_hash = 0;
};

// glibc's loader writes addresses over the file's, musl's leaves them.
uint64_t in_process(uint64_t place, const ElfImage& image) {
  return image.extent().holds(place) ? place : place + image.bias;
}

DynamicPlaces read_dynamic(const ByteReader& memory, const ElfImage& image) {
  DynamicPlaces places;
  const Elf64_Phdr* const dynamic = image.segment(PT_DYNAMIC);
  if (dynamic == nullptr) return places;
  const size_t count = std::min<uint64_t>(dynamic->p_memsz / sizeof(Elf64_Dyn), kMostDynamic);
  for (size_t i = 0; i < count; ++i) {
    Elf64_Dyn entry = {};
    const uint64_t place = dynamic->p_vaddr + image.bias + i * sizeof entry;
    if (!memory.read_value(place, entry) || entry.d_tag == DT_NULL) break;
    const uint64_t value = in_process(entry.d_un.d_ptr, image);
    switch (entry.d_tag) {
      case DT_SYMTAB: places.symbols = value; break;
      case DT_STRTAB: places.strings = value; break;
      case DT_STRSZ: places.strings_bytes = entry.d_un.d_val; break;
      case DT_HASH: places.hash = value; break;
      case DT_GNU_HASH: places.gnu_hash = value; break;
      default: break;
    }
  }
  return places;
}

// DT_HASH: buckets:4 chains:4 …; there is a chain for each symbol.
uint64_t count_by_hash(const ByteReader& memory, uint64_t place) {
  uint32_t chains = 0;
  return memory.read_value(place + 4, chains) ? chains : 0;
}

// DT_GNU_HASH: buckets:4 first:4 words:4 shift:4, words × 8, buckets × 4, then for
// each symbol from `first` on 4 bytes, of which the lowest bit ends a bucket.
uint64_t count_by_gnu_hash(const ByteReader& memory, uint64_t place) {
  struct Header {
    uint32_t buckets, first, words, shift;
  } header = {};
  if (!memory.read_value(place, header) || header.buckets > kMostSymbols) return 0;
  const uint64_t buckets_at = place + sizeof header + uint64_t{header.words} * 8;
  std::vector<uint32_t> buckets(header.buckets);
  if (!memory.read(buckets_at, buckets.data(), buckets.size() * 4)) return 0;
  uint64_t last = buckets.empty() ? 0 : *std::ranges::max_element(buckets);
  if (last < header.first) return header.first;
  const uint64_t chains_at = buckets_at + uint64_t{header.buckets} * 4;
  for (; last < kMostSymbols; ++last) {
    uint32_t chain = 0;
    if (!memory.read_value(chains_at + (last - header.first) * 4, chain)) return last;
    if ((chain & 1) != 0) return last + 1;
  }
  return last;
}

bool is_defined_function(const Elf64_Sym& symbol) {
  const auto type = ELF64_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_value != 0 &&
         (type == STT_FUNC || type == STT_NOTYPE);
}

// Returns the string at `place`, empty where it has no end.
std::string_view string_at(const std::string& strings, uint64_t place) {
  if (place >= strings.size()) return {};
  const std::string_view rest = std::string_view(strings).substr(place);
  const size_t end = rest.find('\0');
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

std::vector<FunctionSymbol> collect(const ByteReader& reader, const SymbolTable& table,
                                    const ElfImage& image, const SymbolChoice& choice) {
  std::vector<FunctionSymbol> functions;
  if (table.strings_bytes > kMostStrings || table.count > kMostSymbols) return functions;
  const std::string strings = reader.bytes(table.strings, table.strings_bytes);
  if (strings.find(choice.has) == std::string::npos) return functions;
  std::vector<Elf64_Sym> symbols;
  for (uint64_t first = 0; first < table.count; first += symbols.size()) {
    symbols.resize(std::min<uint64_t>(table.count - first, kSymbolsAtOnce));
    const uint64_t place = table.place + first * sizeof(Elf64_Sym);
    if (!reader.read(place, symbols.data(), symbols.size() * sizeof(Elf64_Sym))) break;
    for (const Elf64_Sym& symbol : symbols) {
      const std::string_view name = string_at(strings, symbol.st_name);
      if (!is_defined_function(symbol) || !choice.is_wanted(name)) continue;
      const uint64_t address = symbol.st_value + image.bias;
      functions.push_back({std::string(name), {address, address + symbol.st_size}});
    }
  }
  return functions;
}

}  // namespace

LoadedRange ElfImage::extent() const {
  LoadedRange range{UINT64_MAX, 0};
  for (const Elf64_Phdr& segment : segments) {
    if (segment.p_type != PT_LOAD) continue;
    range.start = std::min(range.start, segment.p_vaddr + bias);
    range.end = std::max(range.end, segment.p_vaddr + segment.p_memsz + bias);
  }
  return range.start < range.end ? range : LoadedRange();
}

const Elf64_Phdr* ElfImage::segment(uint32_t type) const {
  const auto found = std::ranges::find(segments, type, &Elf64_Phdr::p_type);
  return found == segments.end() ? nullptr : &*found;
}

std::optional<ElfImage> read_elf_image(const ByteReader& memory, uint64_t start) {
  Elf64_Ehdr header = {};
  if (!memory.read_value(start, header) || !is_elf64(header)) return std::nullopt;
  const bool is_sane = header.e_phentsize == sizeof(Elf64_Phdr) && header.e_phnum > 0 &&
                       header.e_phnum <= kMostSegments;
  if (!is_sane) return std::nullopt;
  ElfImage image;
  image.start = start;
  image.machine = header.e_machine;
  image.segments.resize(header.e_phnum);
  const size_t bytes = image.segments.size() * sizeof(Elf64_Phdr);
  if (!memory.read(start + header.e_phoff, image.segments.data(), bytes)) return std::nullopt;
  for (const Elf64_Phdr& segment : image.segments) {
    // The header is the beginning of the file, so it lies in the segment of offset 0.
    if (segment.p_type == PT_LOAD && segment.p_offset < kPage) {
      image.bias = start - (segment.p_vaddr - segment.p_offset);
      return image;
    }
  }
  return std::nullopt;
}

std::vector<FunctionSymbol> find_dynamic_functions(const ByteReader& memory, const ElfImage& image,
                                                   const SymbolChoice& choice) {
  const DynamicPlaces places = read_dynamic(memory, image);
  if (places.symbols == 0 || places.strings == 0) return {};
  SymbolTable table{places.symbols, 0, places.strings, places.strings_bytes};
  if (places.hash != 0) table.count = count_by_hash(memory, places.hash);
  if (table.count == 0 && places.gnu_hash != 0) {
    table.count = count_by_gnu_hash(memory, places.gnu_hash);
  }
  return collect(memory, table, image, choice);
}

std::vector<FunctionSymbol> find_file_functions(const ByteReader& file, const ElfImage& image,
                                                const SymbolChoice& choice) {
  Elf64_Ehdr header = {};
  if (!file.read_value(0, header) || !is_elf64(header)) return {};
  if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shoff == 0) return {};
  const auto section = [&](uint64_t row, Elf64_Shdr& target) {
    return file.read_value(header.e_shoff + row * sizeof target, target);
  };
  Elf64_Shdr first = {};
  uint64_t count = header.e_shnum;
  if (count == 0 && section(0, first)) count = first.sh_size;
  for (uint64_t row = 0; row < std::min<uint64_t>(count, kMostSections); ++row) {
    Elf64_Shdr symbols = {};
    Elf64_Shdr strings = {};
    if (!section(row, symbols)) break;
    if (symbols.sh_type != SHT_SYMTAB || !section(symbols.sh_link, strings)) continue;
    const SymbolTable table{symbols.sh_offset, symbols.sh_size / sizeof(Elf64_Sym),
                            strings.sh_offset, strings.sh_size};
    return collect(file, table, image, choice);
  }
  return {};
}

}  // namespace jescope
