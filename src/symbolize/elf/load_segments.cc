// SPDX-License-Identifier: Apache-2.0
//
// Translates and compares. Comparing looks at the first and the last page of
// the code only: what lies between may have been split by a change of
// protection or moved to large pages.
#include "symbolize/elf/load_segments.h"

#include <gelf.h>

#include <algorithm>
#include <array>
#include <limits>

namespace jescope {
namespace {

constexpr std::array<uint64_t, 3> kPageSizes = {4096, 16384, 65536};

// A piece of a file from its first byte to one past its last.
struct Extent {
  uint64_t start = std::numeric_limits<uint64_t>::max();
  uint64_t end = 0;

  void include(uint64_t first, uint64_t bytes) {
    start = std::min(start, first);
    end = std::max(end, first + bytes);
  }
  bool is_empty() const { return start >= end; }
};

Extent code_of(const LoadSegments& segments) {
  Extent code;
  for (const LoadSegment& segment : segments) {
    if (segment.executable) code.include(segment.file_offset, segment.file_bytes);
  }
  return code;
}

Extent code_of(std::span<const MappedRange> ranges) {
  Extent code;
  for (const MappedRange& range : ranges) {
    if (range.executable) code.include(range.file_offset, range.length_bytes);
  }
  return code;
}

uint64_t round_down(uint64_t offset, uint64_t page) {
  return offset & ~(page - 1);
}

bool holds(uint64_t start, uint64_t bytes, uint64_t place) {
  return place >= start && place - start < bytes;
}

}  // namespace

LoadSegments read_load_segments(Elf* elf) {
  LoadSegments segments;
  size_t headers = 0;
  if (elf_getphdrnum(elf, &headers) != 0) return segments;
  for (size_t i = 0; i < headers && i < std::numeric_limits<int>::max(); ++i) {
    GElf_Phdr header;
    if (gelf_getphdr(elf, static_cast<int>(i), &header) == nullptr) break;
    if (header.p_type != PT_LOAD) continue;
    segments.push_back({header.p_offset, header.p_vaddr, header.p_filesz, header.p_memsz,
                        (header.p_flags & PF_X) != 0});
  }
  return segments;
}

std::optional<LinkAddress> link_address(const LoadSegments& segments, uint64_t file_offset) {
  const LoadSegment* found = nullptr;
  for (const LoadSegment& segment : segments) {
    if (!holds(segment.file_offset, segment.file_bytes, file_offset)) continue;
    if (found == nullptr || (segment.executable && !found->executable)) found = &segment;
  }
  if (found == nullptr) return std::nullopt;
  return found->address + (file_offset - found->file_offset);
}

bool holds_code(const LoadSegments& segments, LinkAddress start, LinkAddress end) {
  const auto covers = [&](const LoadSegment& segment) {
    return segment.executable && holds(segment.address, segment.memory_bytes, start) &&
           end - segment.address <= segment.memory_bytes;
  };
  return start < end && std::any_of(segments.begin(), segments.end(), covers);
}

bool fit_mapping(const LoadSegments& segments, std::span<const MappedRange> ranges) {
  const Extent mapped = code_of(ranges);
  if (mapped.is_empty()) return true;
  const Extent code = code_of(segments);
  const auto is_same_at = [&](uint64_t page) {
    return round_down(code.start, page) == mapped.start &&
           round_down(code.end + page - 1, page) == mapped.end;
  };
  return !code.is_empty() && std::any_of(kPageSizes.begin(), kPageSizes.end(), is_same_at);
}

}  // namespace jescope
