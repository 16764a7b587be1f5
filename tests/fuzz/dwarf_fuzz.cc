// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the DWARF sections of a file that is otherwise in order, so that
// every input reaches the reader of DWARF.
#include <cstdint>
#include <string>
#include <string_view>

#include "jescope/symbolize/symbol_search.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/section_list.h"

namespace jescope::testing {
namespace {

void require_sound(const SymbolChain& chain) {
  for (size_t i = 0; i < chain.size(); ++i) require(chain[i].inlined == (i + 1 < chain.size()));
}

void run(std::string_view bytes) {
  const SectionList list = read_section_list(bytes);
  const std::string elf = to_elf(list);
  const MemoryFile file(reinterpret_cast<const uint8_t*>(elf.data()), elf.size());
  const std::vector<uint64_t> offsets = addresses_of(list);
  Module module;
  module.path = file.path();
  ModuleQuery query;
  query.module = &module;
  query.offsets = offsets;
  SymbolSearch search;
  search.debug_dirs.clear();
  Diagnostics diagnostics;
  const ModuleSymbols symbols = make_symbol_source(search)->look_up(query, diagnostics);
  require(symbols.chains.size() == offsets.size());
  for (const SymbolChain& chain : symbols.chains) require_sound(chain);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
