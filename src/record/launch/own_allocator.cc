// SPDX-License-Identifier: Apache-2.0
#include "record/launch/own_allocator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace jescope {
namespace {

constexpr uint64_t kMostBytes = uint64_t{256} << 20;
constexpr size_t kPieceBytes = size_t{1} << 20;
// Pieces overlap by so much, so that no text is cut by their edges.
constexpr size_t kOverlapBytes = 64;

// What only the allocator's own code holds: messages of its own.
struct Mark {
  std::string_view text;
  const char* allocator;
};
constexpr std::array<Mark, 4> kMarks = {{{"<jemalloc>: ", "jemalloc"},
                                         {"tcmalloc: large alloc", "tcmalloc"},
                                         {"src/tcmalloc.cc", "tcmalloc"},
                                         {"mimalloc: warning: ", "mimalloc"}}};

bool is_of_name(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// Returns the variable's name with jemalloc's prefix: "_RJEM_MALLOC_CONF". It stands
// in the program between zero bytes.
std::string conf_variable_in(std::string_view piece) {
  constexpr std::string_view kName("MALLOC_CONF\0", 12);
  const size_t found = piece.find(kName);
  if (found == std::string_view::npos) return {};
  size_t start = found;
  while (start > 0 && found - start < kOverlapBytes / 2 && is_of_name(piece[start - 1])) --start;
  return std::string(piece.substr(start, found - start + kName.size() - 1));
}

void look_at(std::string_view piece, OwnAllocator& found) {
  for (const Mark& mark : kMarks) {
    const bool is_new = found.name.empty() && piece.find(mark.text) != std::string_view::npos;
    if (is_new) found.name = mark.allocator;
  }
  if (found.conf_variable.empty()) found.conf_variable = conf_variable_in(piece);
  // A dump's first line; builds without profiling have no code that writes it.
  found.can_profile |= piece.find("heap_v2/%") != std::string_view::npos;
}

}  // namespace

OwnAllocator find_own_allocator(const FileBytes& file) {
  OwnAllocator found;
  const uint64_t end = std::min(file.size(), kMostBytes);
  for (uint64_t at = 0; at < end; at += kPieceBytes) {
    look_at(file.read(at, kPieceBytes + kOverlapBytes), found);
  }
  if (found.name != "jemalloc") return {found.name, {}, false};
  if (found.conf_variable.empty()) found.conf_variable = "MALLOC_CONF";
  return found;
}

}  // namespace jescope
