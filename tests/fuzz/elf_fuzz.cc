// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as an ELF file whose places are to be named, by every source of
// names, and whose code is to be read. No file beside it is looked at.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "jescope/symbolize/code_source.h"
#include "jescope/symbolize/symbol_search.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

constexpr size_t kMostOffsets = 256;

// Places spread over the whole file and a little beyond it.
std::vector<uint64_t> offsets_in(size_t file_bytes) {
  const size_t step = std::max<size_t>(1, file_bytes / kMostOffsets);
  std::vector<uint64_t> offsets;
  for (size_t offset = 0; offset <= file_bytes; offset += step) offsets.push_back(offset);
  return offsets;
}

void require_sound(const ModuleSymbols& symbols, size_t offsets) {
  require(symbols.chains.size() == offsets);
  for (const SymbolChain& chain : symbols.chains) {
    for (size_t i = 0; i < chain.size(); ++i) require(chain[i].inlined == (i + 1 < chain.size()));
  }
}

// Instructions follow each other and stay within the file.
void require_sound(const ModuleCode& code, size_t file_bytes) {
  require(code.reason.empty() || code.functions.empty());
  for (const FunctionCode& function : code.functions) {
    uint64_t end = 0;
    for (const Instruction& instruction : function.instructions) {
      require(instruction.offset == end);
      end += instruction.size_bytes;
    }
    require(function.instructions.empty() || function.file_offset + end <= file_bytes);
  }
}

void run(const uint8_t* bytes, size_t length) {
  const MemoryFile file(bytes, length);
  const auto source = make_symbol_source({"", "", {}});
  Module module;
  module.path = file.path();
  Diagnostics diagnostics;
  const std::vector<uint64_t> offsets = offsets_in(length);
  require_sound(
      source->look_up(ModuleQuery{&module, offsets, {}, NameDetail::kChains}, diagnostics),
      offsets.size());
  const CodeQuery query{{&module, offsets, {}}, offsets};
  require_sound(make_code_source({"", "", {}})->read(std::span(&query, 1), diagnostics).front(),
                length);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run(bytes, length);
  return 0;
}
