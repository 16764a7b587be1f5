// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the memory map of a dump, then addresses placed in it.
#include <cstdint>
#include <string>

#include "jescope/read/dump_reader.h"
#include "normalize/module_map.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

void require_placed(const ModuleMap& map, uint64_t address) {
  const Place place = map.find(address);
  require(place.module.row() < map.modules().size());
  const ModuleKind kind = map.modules()[place.module.row()].kind;
  const bool in_file = kind == ModuleKind::kFile || kind == ModuleKind::kVirtual;
  require(in_file || place.offset == address);
}

void run(std::string_view bytes) {
  const std::string text =
      "heap_v2/1\n  t*: 1: 1 [0: 0]\n\nMAPPED_LIBRARIES:\n" + std::string(bytes);
  Diagnostics diagnostics;
  const auto source = memory_source(text);
  const Result<Dump> dump = read_dump(*source, "fuzz.heap", diagnostics);
  require(dump.ok() && dump->has_mappings);
  const ModuleMap map(dump->mappings, "");
  for (const Mapping& mapping : dump->mappings) {
    for (const uint64_t near : {mapping.start - 1, mapping.start, mapping.end - 1, mapping.end}) {
      require_placed(map, near);
    }
  }
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
