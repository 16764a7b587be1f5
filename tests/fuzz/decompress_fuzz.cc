// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a compressed file. Stops after a megabyte: a small file may
// stand for an endless one.
#include <array>
#include <cstdint>

#include "jescope/read/byte_source.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  using namespace jescope;
  constexpr size_t kMostBytes = size_t{1} << 20;
  const std::string_view text(reinterpret_cast<const char*>(bytes), length);
  Result<std::unique_ptr<ByteSource>> source = decompressed(memory_source(text), "fuzz");
  if (!source.ok()) return 0;
  std::array<char, 4093> room;
  for (size_t total = 0; total < kMostBytes;) {
    const Result<size_t> got = (*source)->read(room);
    if (!got.ok() || *got == 0) return 0;
    testing::require(*got <= room.size());
    total += *got;
  }
  return 0;
}
