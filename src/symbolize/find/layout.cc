// SPDX-License-Identifier: Apache-2.0
//
// Compares whole pages, of one size for all pieces. What lies between the ends
// may have been split by a change of protection, and old loaders map holes
// behind a segment too.
#include "symbolize/find/layout.h"

#include <algorithm>
#include <array>
#include <limits>

namespace jescope {
namespace {

constexpr std::array<uint64_t, 3> kPageSizes = {4096, 16384, 65536};

bool is_executable(const MappedRange& range) {
  return range.executable;
}

// A part of the file from its first byte to one past its last, in whole pages.
struct Pages {
  uint64_t start = std::numeric_limits<uint64_t>::max();
  uint64_t end = 0;

  friend bool operator==(const Pages&, const Pages&) = default;
};

// Of all segments, or of those with code.
template <typename IsWanted>
Pages pages_of(const LoadSegments& segments, uint64_t page, IsWanted is_wanted) {
  Pages pages;
  for (const LoadSegment& segment : segments) {
    if (segment.file_bytes == 0 || !is_wanted(segment)) continue;
    const uint64_t end = segment.file_offset + segment.file_bytes;
    pages.start = std::min(pages.start, segment.file_offset & ~(page - 1));
    pages.end = std::max(pages.end, (end + page - 1) & ~(page - 1));
  }
  return pages;
}

Pages mapped_code(std::span<const MappedRange> ranges) {
  Pages pages;
  for (const MappedRange& range : ranges) {
    if (!range.executable) continue;
    pages.start = std::min(pages.start, range.file_offset);
    pages.end = std::max(pages.end, range.file_offset + range.length_bytes);
  }
  return pages;
}

bool begins_at(std::span<const MappedRange> ranges, uint64_t offset) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const MappedRange& range) { return range.file_offset == offset; });
}

// Nothing is mapped from behind the file's last page.
bool ends_at(std::span<const MappedRange> ranges, uint64_t offset) {
  const auto ends_here = [&](const MappedRange& range) {
    return range.file_offset + range.length_bytes == offset;
  };
  const auto begins_before = [&](const MappedRange& range) { return range.file_offset < offset; };
  return std::any_of(ranges.begin(), ranges.end(), ends_here) &&
         std::all_of(ranges.begin(), ranges.end(), begins_before);
}

}  // namespace

bool tell_layout(std::span<const MappedRange> ranges) {
  return ranges.size() > 1 && std::any_of(ranges.begin(), ranges.end(), is_executable);
}

bool fit_whole_mapping(const LoadSegments& segments, std::span<const MappedRange> ranges) {
  const Pages mapped = mapped_code(ranges);
  const auto fits = [&](uint64_t page) {
    const Pages code =
        pages_of(segments, page, [](const LoadSegment& segment) { return segment.executable; });
    const Pages all = pages_of(segments, page, [](const LoadSegment&) { return true; });
    return code == mapped && begins_at(ranges, all.start) && ends_at(ranges, all.end);
  };
  return mapped.end != 0 && std::any_of(kPageSizes.begin(), kPageSizes.end(), fits);
}

}  // namespace jescope
