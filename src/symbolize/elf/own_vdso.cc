// SPDX-License-Identifier: Apache-2.0
//
// Where it ends is known from our map only; a program of another architecture
// (32 bits on a 64-bit kernel) has one of another size.
#include "symbolize/elf/own_vdso.h"

#include <sys/auxv.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 20;

// Returns how many bytes of our memory from `start` on the kernel's map calls [vdso].
uint64_t mapped_bytes(uint64_t start) {
  std::ifstream map("/proc/self/maps");
  for (std::string line; std::getline(map, line);) {
    if (!line.ends_with("[vdso]")) continue;
    TextCursor cursor(line);
    const std::optional<uint64_t> first = cursor.hex();
    const bool is_range = first == start && cursor.consume('-');
    const std::optional<uint64_t> end = is_range ? cursor.hex() : std::nullopt;
    if (end && *end > start) return *end - start;
  }
  return 0;
}

}  // namespace

std::optional<ElfFile> own_vdso(const Module& module) {
  if (module.path != "[vdso]" || module.ranges.size() != 1) return std::nullopt;
  const unsigned long start = ::getauxval(AT_SYSINFO_EHDR);
  const uint64_t length_bytes = start == 0 ? 0 : mapped_bytes(start);
  if (length_bytes != module.ranges.front().length_bytes || length_bytes > kMostBytes) {
    return std::nullopt;
  }
  if (length_bytes == 0) return std::nullopt;
  std::vector<char> bytes(length_bytes);
  std::ifstream memory("/proc/self/mem", std::ios::binary);
  memory.seekg(static_cast<std::streamoff>(start));
  if (!memory.read(bytes.data(), static_cast<std::streamsize>(length_bytes))) return std::nullopt;
  Result<ElfFile> file = ElfFile::from_memory(module.path, std::move(bytes));
  if (!file) return std::nullopt;
  return *std::move(file);
}

}  // namespace jescope
