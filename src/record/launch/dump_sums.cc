// SPDX-License-Identifier: Apache-2.0
//
// A file is read piece by piece, for a server's may be large:
//
//   heap_v2/524288
//     t*: 57: 31765 [90: 40960]
//     t0: 57: 31765 [90: 40960] python3
//   @ 0x55f1c0 0x55f010
//     t*: 1: 1000 [2: 3000]                   live and allocated, as they were sampled
//     t0: 1: 1000 [2: 3000]
//
//   MAPPED_LIBRARIES:
//   55f000000000-55f000001000 r--p 00000000 08:01 77    /usr/bin/python3.11
#include "record/launch/dump_sums.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "jescope/base/text_cursor.h"
#include "record/launch/file_bytes.h"

namespace jescope {
namespace {

constexpr size_t kPieceBytes = size_t{256} << 10;
constexpr size_t kMostLineBytes = size_t{64} << 10;
constexpr uint64_t kMostDumpBytes = uint64_t{2} << 30;

struct Pair {
  uint64_t objects = 0;
  uint64_t bytes = 0;
};

std::optional<Pair> read_pair(TextCursor& cursor) {
  const std::optional<uint64_t> objects = cursor.decimal();
  if (!objects || !cursor.consume(": ")) return std::nullopt;
  const std::optional<uint64_t> bytes = cursor.decimal();
  if (!bytes) return std::nullopt;
  return Pair{*objects, *bytes};
}

class SumsReader {
 public:
  // Takes the lines of a dump in their order; false: what follows tells nothing more.
  bool take(std::string_view line) {
    TextCursor cursor(line);
    if (is_in_mappings_) return take_mapping(line);
    if (cursor.consume("heap_v2/")) {
      period_bytes_ = static_cast<double>(cursor.decimal().value_or(0));
    } else if (cursor.consume("MAPPED_LIBRARIES:")) {
      is_in_mappings_ = true;
    } else if (cursor.consume('@')) {
      is_in_header_ = false;
      awaits_sum_ = true;
    } else if (is_in_header_ && cursor.consume("  t0: ")) {
      take_first_thread(cursor);
    } else if (awaits_sum_ && cursor.consume("  t*: ")) {
      take_sum(cursor);
    }
    return true;
  }

  DumpSums sums() const {
    DumpSums sums = sums_;
    sums.live_bytes = rounded(live_bytes_);
    sums.allocated_bytes = rounded(allocated_bytes_);
    return sums;
  }

 private:
  static uint64_t rounded(double bytes) {
    constexpr double kMost = 9e18;
    return static_cast<uint64_t>(std::llround(std::min(bytes, kMost)));
  }

  // As normalize/scale.h says, which is another stage's.
  double estimate(const Pair& pair) const {
    const auto bytes = static_cast<double>(pair.bytes);
    if (period_bytes_ <= 1 || pair.objects == 0 || pair.bytes == 0) return bytes;
    const double mean_bytes = bytes / static_cast<double>(pair.objects);
    return bytes / -std::expm1(-mean_bytes / period_bytes_);
  }

  void take_sum(TextCursor& cursor) {
    awaits_sum_ = false;
    const std::optional<Pair> live = read_pair(cursor);
    if (!live) return;
    live_bytes_ += estimate(*live);
    if (!cursor.consume(" [")) return;
    const std::optional<Pair> allocated = read_pair(cursor);
    if (allocated) allocated_bytes_ += estimate(*allocated);
  }

  void take_first_thread(TextCursor& cursor) {
    if (!read_pair(cursor) || !cursor.consume(" [") || !read_pair(cursor)) return;
    if (cursor.consume("] ")) sums_.command = cursor.rest();
  }

  bool take_mapping(std::string_view line) {
    const size_t path = line.find(" /");
    if (path == std::string_view::npos) return true;
    sums_.program = line.substr(line.rfind('/') + 1);
    return false;
  }

  DumpSums sums_;
  double period_bytes_ = 0;
  double live_bytes_ = 0;
  double allocated_bytes_ = 0;
  bool is_in_header_ = true;
  bool awaits_sum_ = false;  // of the record whose stack was the last line
  bool is_in_mappings_ = false;
};

}  // namespace

DumpSums read_dump_sums(const std::string& path) {
  const FileBytes file(path);
  SumsReader reader;
  if (!file.is_open() || file.size() > kMostDumpBytes) return reader.sums();
  std::string text;  // what is read and not taken
  for (uint64_t at = 0; at < file.size();) {
    const std::string piece = file.read(at, kPieceBytes);
    if (piece.empty()) break;
    at += piece.size();
    text += piece;
    size_t start = 0;
    for (size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
      if (!reader.take(std::string_view(text).substr(start, end - start))) return reader.sums();
    }
    text.erase(0, start);
    if (text.size() > kMostLineBytes) break;  // no dump of ours
  }
  return reader.sums();
}

}  // namespace jescope
