// SPDX-License-Identifier: Apache-2.0
//
// A segment stands in its page of the file as in its page of memory.
#include "symbolize/elf/lone_debug_file.h"

#include <gelf.h>

#include <algorithm>
#include <array>
#include <limits>

namespace jescope {
namespace {

constexpr std::array<uint64_t, 3> kPageSizes = {4096, 16384, 65536};

struct MappedCode {
  uint64_t start = std::numeric_limits<uint64_t>::max();
  uint64_t end = 0;
};

MappedCode code_of(std::span<const MappedRange> ranges) {
  MappedCode code;
  for (const MappedRange& range : ranges) {
    if (!range.executable) continue;
    code.start = std::min(code.start, range.file_offset);
    code.end = std::max(code.end, range.file_offset + range.length_bytes);
  }
  return code;
}

// Returns the only one with code; null: there is none, or another.
const LoadSegment* only_code(const LoadSegments& segments) {
  const auto is_code = [](const LoadSegment& segment) { return segment.executable; };
  if (std::count_if(segments.begin(), segments.end(), is_code) != 1) return nullptr;
  return &*std::find_if(segments.begin(), segments.end(), is_code);
}

}  // namespace

bool lacks_code(const ElfFile& file) {
  bool has_sections = false;
  for (Elf_Scn* section = elf_nextscn(file.elf(), nullptr); section != nullptr;
       section = elf_nextscn(file.elf(), section)) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) continue;
    if ((header.sh_flags & SHF_EXECINSTR) == 0) continue;
    if (header.sh_type != SHT_NOBITS) return false;
    has_sections = true;
  }
  return has_sections;
}

std::optional<LoadSegments> place_by_map(const LoadSegments& segments,
                                         std::span<const MappedRange> ranges) {
  const LoadSegment* const code = only_code(segments);
  const MappedCode mapped = code_of(ranges);
  if (code == nullptr || mapped.start >= mapped.end) return std::nullopt;
  for (const uint64_t page : kPageSizes) {
    const uint64_t in_page = code->address & (page - 1);
    const uint64_t mapped_bytes = (in_page + code->memory_bytes + page - 1) & ~(page - 1);
    if (mapped.start % page != 0 || mapped.end - mapped.start != mapped_bytes) continue;
    return LoadSegments{
        {mapped.start + in_page, code->address, code->memory_bytes, code->memory_bytes, true}};
  }
  return std::nullopt;
}

}  // namespace jescope
