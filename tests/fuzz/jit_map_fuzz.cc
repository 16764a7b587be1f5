// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the map of a just-in-time compiler, text or binary.
#include <cstdint>
#include <vector>

#include "symbolize/jit/jit_function_name.h"
#include "symbolize/jit/jitdump.h"
#include "symbolize/jit/perf_map.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

// Those that seeds have code at, then the extremes.
std::vector<uint64_t> wanted_addresses() {
  std::vector<uint64_t> addresses;
  for (uint64_t i = 0; i < 64; ++i) addresses.push_back(0x1000 + i * 16);
  addresses.insert(addresses.end(), {0, 1, uint64_t{1} << 32, ~uint64_t{0} - 1, ~uint64_t{0}});
  return addresses;
}

void require_sound(const JitMapNames& names, size_t addresses) {
  require(names.frames.size() == addresses);
  for (const SymbolFrame& frame : names.frames) jit_function_name(frame.function);
}

void run(const uint8_t* bytes, size_t length) {
  const MemoryFile file(bytes, length);
  const std::vector<uint64_t> addresses = wanted_addresses();
  is_jitdump(file.descriptor());
  require_sound(read_jitdump(file.descriptor(), addresses), addresses.size());
  require_sound(read_perf_map(file.descriptor(), addresses), addresses.size());
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run(bytes, length);
  return 0;
}
