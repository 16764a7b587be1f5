// SPDX-License-Identifier: Apache-2.0
//
// What the readers of the formats share while one dump is read: the lines, the
// dump being filled, and how damage is reported. Internal to `read`.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "jescope/base/diagnostics.h"
#include "jescope/base/interner.h"
#include "jescope/base/text_cursor.h"
#include "jescope/model/dump.h"
#include "read/line_reader.h"

namespace jescope {

// The longest mean between two samples: a longer one counts as this. Reports show
// amounts of bytes as int64_t.
inline constexpr uint64_t kMostPeriodBytes = INT64_MAX;

struct DumpParser {
  LineReader& lines;
  Diagnostics& diagnostics;
  Dump dump;
  Interner address_index;  // of dump.addresses
  // By path, as a symbol section tells them.
  std::map<std::string, std::string, std::less<>> build_ids = {};

  // Begins a record at the end of the dump's arrays.
  void begin_record();

  // Appends the addresses of "0x1 0x2 ..." to the last record. False when the
  // text holds anything else; what came before it is kept.
  bool append_frames(TextCursor cursor);

  // Removes the last record and its frames.
  void drop_record();

  // Reports the current line as not understood.
  void warn_skipped_line(std::string_view expected);
};

// Reads "n: n [n: n]"; a counter that ran below zero counts as zero and is
// reported. Nothing when the text is different.
std::optional<Counts> read_counts(TextCursor& cursor, DumpParser& parser);

// Read the rest of a dump after its header line, which is the current line.
// jemalloc 4 and later (heap_v2_reader.cc) and older text (heap_profile_reader.cc).
void read_heap_v2(DumpParser& parser, uint64_t sample_period_bytes);
void read_heap_profile(DumpParser& parser, std::string_view header);

// Reads the lines after "--- symbol" up to the next "---".
void read_symbol_section(DumpParser& parser);

// Reads the lines after "MAPPED_LIBRARIES:" or "--- Memory map:" to the end.
void read_mappings(DumpParser& parser);

// True for the line that begins the map.
bool begins_mappings(std::string_view line);

// Says in a sentence what a file is that is no heap dump, from its beginning.
Error not_a_dump(const std::string& where, std::string_view beginning);

}  // namespace jescope
