// SPDX-License-Identifier: Apache-2.0
//
// Reads what jemalloc 4.0 and later write (prof_dump_* in its prof_data.c):
//
//   heap_v2/524288                        mean bytes between samples
//     t*: 57: 31765 [90: 40960]           whole heap: live objects: bytes [total]
//     t0: 57: 31765 [90: 40960] main      each thread; a name may follow
//   @ 0x55ad3c7ac769 0x7f35e2a4524a       a stack, innermost return address first
//     t*: 57: 31765 [90: 40960]           what it holds
//     t0: 57: 31765 [90: 40960]           by thread
//   @                                     a stack the unwinder could not walk
//     t*: 1: 64 [1: 64]
//
//   MAPPED_LIBRARIES:                     /proc/PID/maps
//
// The brackets are [0: 0] unless prof_accum is on. A thread may appear twice
// below one stack. The file is written piece by piece and may end anywhere.
#include "read/dump_parser.h"

namespace jescope {
namespace {

// "t*" or "t12".
struct ThreadLabel {
  bool all = false;
  uint64_t number = 0;
};

std::optional<ThreadLabel> read_thread_label(TextCursor& cursor) {
  if (!cursor.consume('t')) return std::nullopt;
  ThreadLabel label;
  label.all = cursor.consume('*');
  if (!label.all) {
    const std::optional<uint64_t> number = cursor.decimal();
    if (!number) return std::nullopt;
    label.number = *number;
  }
  if (!cursor.consume(':')) return std::nullopt;
  return label;
}

class HeapV2Reader {
 public:
  explicit HeapV2Reader(DumpParser& parser) : parser_(parser), dump_(parser.dump) {}

  void read() {
    const bool map_follows = read_records();
    finish_record();
    if (dump_.header_counts == Counts{}) sum_header();
    if (map_follows) read_mappings(parser_);
  }

 private:
  // Returns true when it stops at the line that begins the map.
  bool read_records() {
    while (parser_.lines.next()) {
      const std::string_view line = parser_.lines.line();
      if (begins_mappings(line)) return true;
      if (line.starts_with('@')) {
        read_stack(line);
      } else if (!line.empty()) {
        read_counts_line(line);
      }
    }
    return false;
  }

  void read_stack(std::string_view line) {
    finish_record();
    parser_.begin_record();
    in_record_ = true;
    TextCursor cursor(line);
    cursor.consume('@');
    if (parser_.append_frames(cursor)) return;
    if (parser_.lines.ends_in_newline()) parser_.warn_skipped_line("addresses after @");
    parser_.drop_record();
    in_record_ = false;
    skip_counts_ = true;
  }

  void read_counts_line(std::string_view line) {
    TextCursor cursor(line);
    cursor.skip_blanks();
    const std::optional<ThreadLabel> label = read_thread_label(cursor);
    const std::optional<Counts> counts =
        label ? read_counts(cursor, parser_) : std::optional<Counts>();
    if (!counts) {
      if (parser_.lines.ends_in_newline()) {
        parser_.warn_skipped_line("counts \"t*: objects: bytes [objects: bytes]\"");
      }
      return;
    }
    if (in_record_) return add_to_record(*label, *counts);
    if (skip_counts_) return;
    cursor.skip_blanks();
    add_to_header(*label, *counts, cursor.rest());
  }

  void add_to_header(ThreadLabel label, const Counts& counts, std::string_view name) {
    if (label.all) {
      dump_.header_counts += counts;
    } else {
      dump_.threads.push_back({label.number, std::string(name), counts});
    }
  }

  void add_to_record(ThreadLabel label, const Counts& counts) {
    DumpRecord& record = dump_.records.back();
    if (label.all) {
      record.counts += counts;
      has_sum_ = true;
      return;
    }
    dump_.thread_counts.push_back({label.number, counts});
    ++record.thread_lines;
  }

  // A record of a cut or damaged file may lack its sum, or everything.
  void finish_record() {
    if (in_record_ && !has_sum_) {
      DumpRecord& record = dump_.records.back();
      for (size_t i = 0; i < record.thread_lines; ++i) {
        record.counts += dump_.thread_counts[record.first_thread_line + i].counts;
      }
      if (record.thread_lines == 0) parser_.drop_record();
    }
    in_record_ = false;
    has_sum_ = false;
    skip_counts_ = skip_counts_ && dump_.records.empty();
  }

  void sum_header() {
    for (const DumpRecord& record : dump_.records) dump_.header_counts += record.counts;
  }

  DumpParser& parser_;
  Dump& dump_;
  bool in_record_ = false;
  bool has_sum_ = false;
  bool skip_counts_ = false;  // they belong to a stack that was left out
};

}  // namespace

void read_heap_v2(DumpParser& parser, uint64_t sample_period_bytes) {
  parser.dump.format = DumpFormat::kHeapV2;
  parser.dump.sample_period_bytes = sample_period_bytes;
  parser.dump.scaling = sample_period_bytes > 1 ? Scaling::kPoisson : Scaling::kNone;
  HeapV2Reader(parser).read();
}

}  // namespace jescope
