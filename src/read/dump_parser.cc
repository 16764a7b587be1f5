// SPDX-License-Identifier: Apache-2.0
//
// Records and counts, common to all formats.
#include "read/dump_parser.h"

#include <fmt/format.h>

#include <limits>

#include "jescope/base/hash.h"

namespace jescope {
namespace {

constexpr size_t kShownLineBytes = 60;

// The beginning of a line, fit to stand in a message.
std::string excerpt(std::string_view line) {
  std::string shown;
  for (const char c : line.substr(0, kShownLineBytes)) {
    shown += c >= ' ' && c < 0x7f ? c : '?';
  }
  return line.size() > kShownLineBytes ? shown + "..." : shown;
}

AddressId intern_address(DumpParser& parser, uint64_t address) {
  std::vector<uint64_t>& addresses = parser.dump.addresses;
  const auto next = static_cast<uint32_t>(addresses.size());
  const uint32_t row = parser.address_index.find_or_add(
      mix_hash(address), next, [&](uint32_t r) { return addresses[r] == address; });
  if (row == next) addresses.push_back(address);
  return AddressId(row);
}

// Reads one counter, signed or not. One below zero, also as the unsigned
// number it wraps to, becomes zero.
std::optional<uint64_t> read_counter(TextCursor& cursor, DumpParser& parser) {
  cursor.skip_blanks();
  const bool negative = cursor.consume('-');
  const std::optional<uint64_t> number = cursor.decimal();
  if (!number) return std::nullopt;
  if (!negative && *number <= std::numeric_limits<int64_t>::max()) return number;
  parser.diagnostics.warn("counter below zero", parser.lines.here(),
                          "expected a counter, got a number below zero; it counts as 0");
  return 0;
}

}  // namespace

void DumpParser::begin_record() {
  DumpRecord record;
  record.first_frame = dump.frames.size();
  record.first_thread_line = dump.thread_counts.size();
  dump.records.push_back(record);
}

bool DumpParser::append_frames(TextCursor cursor) {
  DumpRecord& record = dump.records.back();
  for (cursor.skip_blanks(); !cursor.at_end(); cursor.skip_blanks()) {
    if (!cursor.consume("0x")) return false;
    const std::optional<uint64_t> address = cursor.hex();
    if (!address) return false;
    dump.frames.push_back(intern_address(*this, *address));
    ++record.depth;
  }
  return true;
}

void DumpParser::drop_record() {
  dump.frames.resize(dump.records.back().first_frame);
  dump.thread_counts.resize(dump.records.back().first_thread_line);
  dump.records.pop_back();
}

void DumpParser::warn_skipped_line(std::string_view expected) {
  diagnostics.warn("skipped line", lines.here(),
                   fmt::format("expected {}, got \"{}\"; the line is left out", expected,
                               excerpt(lines.line())));
}

std::optional<Counts> read_counts(TextCursor& cursor, DumpParser& parser) {
  const auto number_then = [&](char separator) -> std::optional<uint64_t> {
    const std::optional<uint64_t> number = read_counter(cursor, parser);
    cursor.skip_blanks();
    if (!number || !cursor.consume(separator)) return std::nullopt;
    cursor.skip_blanks();
    return number;
  };
  const std::optional<uint64_t> live_objects = number_then(':');
  if (!live_objects) return std::nullopt;
  const std::optional<uint64_t> live_bytes = number_then('[');
  if (!live_bytes) return std::nullopt;
  const std::optional<uint64_t> total_objects = number_then(':');
  if (!total_objects) return std::nullopt;
  const std::optional<uint64_t> total_bytes = number_then(']');
  if (!total_bytes) return std::nullopt;
  return Counts{*live_objects, *live_bytes, *total_objects, *total_bytes};
}

}  // namespace jescope
