// SPDX-License-Identifier: Apache-2.0
#include "jescope/symbolize/linked_mappings.h"

#include <cstdint>
#include <filesystem>

#include "symbolize/elf/elf_file.h"

namespace jescope {
namespace {

constexpr uint64_t kPageBytes = 4096;  // a loader maps whole pages

}  // namespace

Result<std::vector<Mapping>> linked_mappings(const std::string& path) {
  std::error_code unknown;
  const std::string absolute = std::filesystem::absolute(path, unknown).lexically_normal();
  const Result<ElfFile> file = ElfFile::open(absolute, "");
  if (!file.ok()) {
    return Error{ErrorCode::kUnreadable,
                 path,
                 "expected an ELF file, got one that is " + file.error().message,
                 {}};
  }
  std::vector<Mapping> mappings;
  for (const LoadSegment& segment : file->segments()) {
    const LinkAddress end = segment.address + segment.file_bytes;
    const uint64_t into_page = segment.address % kPageBytes;
    const bool is_mappable = segment.file_offset % kPageBytes == into_page &&
                             end > segment.address && end <= UINT64_MAX - kPageBytes;
    if (!segment.executable || !is_mappable) continue;
    mappings.push_back({segment.address - into_page,
                        (end + kPageBytes - 1) / kPageBytes * kPageBytes,
                        segment.file_offset - into_page, true, false, absolute});
  }
  return mappings;
}

}  // namespace jescope
