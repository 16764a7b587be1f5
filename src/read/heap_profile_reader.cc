// SPDX-License-Identifier: Apache-2.0
//
// Reads the text of jemalloc 3 and of gperftools:
//
//   heap profile:  57: 31765 [ 90: 40960] @ heap_v2/524288
//   1: 9216 [ 1: 9216] @ 0xc635c8 0x42ecc3 0x42e14c
//   0: 0 [ 7: 1016] @ 0xc635c8 0x42ecc3
//
//   MAPPED_LIBRARIES:
//
// The word after the last @ of the header says how counts were sampled. The
// rules, and the divisions by two, are those of gperftools' pprof
// (ReadHeapProfile): "heapprofile" and what does not contain "heap": not at
// all; "..._v2": as jemalloc's; another "heap...": by the older formula, the
// number being twice its mean.
#include <algorithm>

#include "read/dump_parser.h"

namespace jescope {
namespace {

constexpr uint64_t kOldDefaultPeriodBytes = 128 << 10;

// Sets how counts were sampled from "heap_v2/524288".
void read_sampling(std::string_view type, DumpParser& parser) {
  Dump& dump = parser.dump;
  const size_t slash = type.find('/');
  const std::string_view name = type.substr(0, slash);
  uint64_t period = 0;
  if (slash != std::string_view::npos) {
    period = TextCursor(type.substr(slash + 1)).decimal().value_or(0);
    period = std::min(period, kMostPeriodBytes);
  }
  if (name.find("growth") != std::string_view::npos) dump.format = DumpFormat::kGrowth;
  if (name == "heapprofile" || name.find("heap") == std::string_view::npos) return;
  const bool second_version = name.ends_with("_v2");
  dump.scaling = second_version ? Scaling::kPoisson : Scaling::kRatio;
  dump.sample_period_bytes = second_version ? period : period / 2;
  if (dump.sample_period_bytes == 0) dump.sample_period_bytes = kOldDefaultPeriodBytes;
  if (dump.sample_period_bytes == 1) dump.scaling = Scaling::kNone;
}

void read_header(std::string_view header, DumpParser& parser) {
  Dump& dump = parser.dump;
  dump.format = DumpFormat::kHeapProfile;
  TextCursor cursor(header);
  cursor.consume("heap profile:");
  const std::optional<Counts> counts = read_counts(cursor, parser);
  if (!counts) return parser.warn_skipped_line("totals \"objects: bytes [objects: bytes]\"");
  dump.header_counts = *counts;
  cursor.skip_blanks();
  if (cursor.consume('@')) {
    cursor.skip_blanks();
    return read_sampling(cursor.word(), parser);
  }
  // gperftools before 1.0 wrote no type; a live heap equal to the total marks
  // the sampled kind.
  if (counts->live_bytes == counts->total_bytes && counts->live_objects == counts->total_objects) {
    dump.scaling = Scaling::kRatio;
    dump.sample_period_bytes = kOldDefaultPeriodBytes;
  }
}

// Go's text names the frames of a stack: "#  0x42ecc2  main.grow+0x50  /src/main.go:5".
void note_remark(DumpParser& parser) {
  parser.diagnostics.note("remarks", parser.lines.here(), "the line is a remark; it is left out",
                          "a Go program writes names that are read without ?debug=1");
}

void read_record(std::string_view line, DumpParser& parser) {
  TextCursor cursor(line);
  const std::optional<Counts> counts = read_counts(cursor, parser);
  cursor.skip_blanks();
  const bool cut = !parser.lines.ends_in_newline();
  if (!counts || !cursor.consume('@')) {
    if (!cut) parser.warn_skipped_line("\"objects: bytes [objects: bytes] @ addresses\"");
    return;
  }
  parser.begin_record();
  parser.dump.records.back().counts = *counts;
  if (parser.append_frames(cursor)) return;
  if (!cut) parser.warn_skipped_line("addresses after @");
  parser.drop_record();
}

}  // namespace

void read_heap_profile(DumpParser& parser, std::string_view header) {
  read_header(header, parser);
  while (parser.lines.next()) {
    const std::string_view line = parser.lines.line();
    if (begins_mappings(line)) return read_mappings(parser);
    if (line.starts_with('#')) {
      note_remark(parser);
    } else if (!line.empty()) {
      read_record(line, parser);
    }
  }
}

}  // namespace jescope
