// SPDX-License-Identifier: Apache-2.0
//
// Remembers for each address where its line is; reads the names at the end, so
// that a map of any length costs the memory of the names that are wanted.
#include "symbolize/jit/perf_map.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "jescope/base/text_cursor.h"
#include "symbolize/jit/file_window.h"
#include "symbolize/jit/jit_function_name.h"
#include "symbolize/jit/wanted_code.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

// A longer line is cut: its rest is no line.
constexpr size_t kMostLineBytes = kMostNameBytes;

struct MapLine {
  uint64_t start = 0;
  uint64_t length_bytes = 0;
  std::string_view name;
};

std::optional<uint64_t> read_number(TextCursor& cursor) {
  if (!cursor.consume("0x")) cursor.consume("0X");
  const std::optional<uint64_t> number = cursor.hex();
  const bool is_whole = cursor.at_end() || cursor.consume(' ') || cursor.consume('\t');
  cursor.skip_blanks();
  return is_whole ? number : std::nullopt;
}

std::optional<MapLine> read_line(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  TextCursor cursor(text);
  cursor.skip_blanks();
  const std::optional<uint64_t> start = read_number(cursor);
  const std::optional<uint64_t> length = start ? read_number(cursor) : std::nullopt;
  if (!length || cursor.at_end() || *start + *length < *start) return std::nullopt;
  return MapLine{*start, *length, cursor.rest()};
}

class PerfMapReader {
 public:
  PerfMapReader(int descriptor, std::span<const uint64_t> addresses)
      : file_(descriptor), code_(addresses) {
    names_.frames.resize(addresses.size());
  }

  JitMapNames run() {
    uint64_t position = 0;
    while (position < file_.size_bytes()) {
      const std::string_view line = line_at(position);
      if (!take(line, position)) break;
      position += std::max<size_t>(line.size() + 1, 1);
    }
    read_names();
    return std::move(names_);
  }

 private:
  std::string_view line_at(uint64_t position) {
    const std::string_view rest = file_.at(position, kMostLineBytes);
    return rest.substr(0, rest.find('\n'));
  }

  bool take(std::string_view text, uint64_t position) {
    const std::optional<MapLine> line = read_line(text);
    if (line) ++names_.entries;
    if (line) return code_.cover({line->start, position, 0}, line->length_bytes);
    if (text.find_first_not_of(" \t\r") != std::string_view::npos) ++names_.unreadable;
    return true;
  }

  void read_names() {
    for (const WantedCode::Covered& place : code_.covered()) {
      const std::optional<MapLine> line = read_line(line_at(place.piece.position));
      if (!line) continue;
      SymbolFrame& frame = names_.frames[place.row];
      frame.function = jit_function_name(line->name);
      frame.kind = FrameKind::kJit;
    }
  }

  FileWindow file_;
  WantedCode code_;
  JitMapNames names_;
};

}  // namespace

JitMapNames read_perf_map(int descriptor, std::span<const uint64_t> addresses) {
  return PerfMapReader(descriptor, addresses).run();
}

}  // namespace jescope
