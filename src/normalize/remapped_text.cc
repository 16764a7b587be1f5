// SPDX-License-Identifier: Apache-2.0
//
// Looks at each run of code without a file and at what lies on both its sides.
#include "normalize/remapped_text.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace jescope {
namespace {

// The kernel's names of memory without a file: private, named by prctl(2),
// shared, on huge pages, and of a huge page's file system.
bool is_without_file(std::string_view path) {
  return path.empty() || path.starts_with("[anon") || path == "/dev/zero" ||
         path == "/anon_hugepage" || path.starts_with("/dev/hugepages/");
}

bool may_be_remapped(const Mapping& mapping) {
  return mapping.executable && is_without_file(mapping.path);
}

bool are_of_one_file(const Mapping& before, const Mapping& after) {
  return before.path.starts_with('/') && before.path == after.path &&
         before.deleted == after.deleted && !is_without_file(before.path);
}

// Returns the file's offset at the end of `before` where a hole of
// `hole_bytes` is, that `after` follows; nothing when it is uncertain: data
// may lie in memory farther up than in the file.
std::optional<uint64_t> offset_of_hole(const Mapping& before, uint64_t hole_bytes,
                                       const Mapping& after) {
  const uint64_t by_before = before.file_offset + (before.end - before.start);
  const bool is_inside = after.file_offset >= hole_bytes;
  if (before.executable || (is_inside && by_before == after.file_offset - hole_bytes)) {
    return by_before;
  }
  if (is_inside && after.executable) return after.file_offset - hole_bytes;
  return std::nullopt;
}

void give_back(std::span<Mapping> pieces, const Mapping& before, uint64_t offset) {
  for (Mapping& piece : pieces) {
    piece.path = before.path;
    piece.deleted = before.deleted;
    piece.file_offset = offset + (piece.start - pieces.front().start);
  }
}

// Returns the end of the run of adjacent pieces without a file that begins at
// `first`.
size_t end_of_run(const std::vector<Mapping>& mappings, size_t first) {
  size_t last = first + 1;
  while (last < mappings.size() && may_be_remapped(mappings[last]) &&
         mappings[last].start == mappings[last - 1].end) {
    ++last;
  }
  return last;
}

void restore_run(std::vector<Mapping>& mappings, size_t first, size_t last) {
  if (first == 0 || last == mappings.size()) return;
  const Mapping& before = mappings[first - 1];
  const Mapping& after = mappings[last];
  const uint64_t hole_bytes = after.start - before.end;
  const bool fills_hole =
      before.end == mappings[first].start && mappings[last - 1].end == after.start;
  if (!fills_hole || !are_of_one_file(before, after)) return;
  const std::optional<uint64_t> offset = offset_of_hole(before, hole_bytes, after);
  if (offset) give_back(std::span(mappings).subspan(first, last - first), before, *offset);
}

}  // namespace

std::vector<Mapping> restore_remapped_text(std::span<const Mapping> mappings) {
  std::vector<Mapping> result(mappings.begin(), mappings.end());
  std::stable_sort(result.begin(), result.end(),
                   [](const Mapping& a, const Mapping& b) { return a.start < b.start; });
  for (size_t first = 0; first < result.size();) {
    const size_t last = may_be_remapped(result[first]) ? end_of_run(result, first) : first + 1;
    if (may_be_remapped(result[first])) restore_run(result, first, last);
    first = last;
  }
  return result;
}

}  // namespace jescope
