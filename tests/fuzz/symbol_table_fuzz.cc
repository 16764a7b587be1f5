// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as an ELF file, of which only the headers and the symbol tables
// are read; faster than elf_fuzz.cc, so it gets further there.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "symbolize/elf/elf_file.h"
#include "symbolize/elf/symbol_table.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

void look_up(const ElfFile& file, SymbolKind kind) {
  const SymbolTable symbols = SymbolTable::read(file, kind, file.segments());
  std::vector<LinkAddress> addresses;
  for (const LoadSegment& segment : file.segments()) {
    symbols.name_starting_at(segment.address);
    for (uint64_t i = 0; i < 64; ++i) addresses.push_back(segment.address + i * 16);
  }
  std::sort(addresses.begin(), addresses.end());
  require(symbols.names_at(addresses).size() == addresses.size());
}

void run(const uint8_t* bytes, size_t length) {
  const MemoryFile input(bytes, length);
  const Result<ElfFile> file = ElfFile::open(input.path(), {});
  if (!file.ok()) return;
  for (uint64_t offset = 0; offset < 4096; offset += 64) link_address(file->segments(), offset);
  look_up(*file, SymbolKind::kSymtab);
  look_up(*file, SymbolKind::kDynsym);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run(bytes, length);
  return 0;
}
