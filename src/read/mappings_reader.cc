// SPDX-License-Identifier: Apache-2.0
//
// Reads the memory map at the end of a dump. Linux's own lines:
//
//   7fd020330000-7fd0203a4000 r-xp 00010000 fe:00 333211    /usr/lib/libm.so.6
//   7fd0203a4000-7fd0203fe000 r--p 00084000 fe:00 333211    /tmp/a b.so (deleted)
//
// and the short ones of gperftools and macOS, which are all code:
//
//   7fcdc3645000-7fcdc3669000: /lib/ld-2.15.so
//
// A line that begins with '#' is a remark; that of `jescope record` is kept:
//
//   # jescope_record samples=1234 lost=0 own_memory=1572864 unknown_stacks=0
//
// A line "build=/path" defines what "$build" stands for; other variables
// are not used.
#include "read/dump_parser.h"

namespace jescope {
namespace {

constexpr std::string_view kDeleted = " (deleted)";
constexpr std::string_view kBuildVariable = "$build";
// PATH_MAX of Linux; a longer one names no file, and a short line could make it
// over and over.
constexpr size_t kLongestBuildBytes = 4096;

void set_path(Mapping& mapping, std::string_view path, std::string_view build) {
  if (path.ends_with(kDeleted)) {
    path.remove_suffix(kDeleted.size());
    mapping.deleted = true;
  }
  if (path.starts_with(kBuildVariable)) {
    mapping.path = std::string(build) + std::string(path.substr(kBuildVariable.size()));
  } else {
    mapping.path = path;
  }
}

// Reads " r-xp 00010000 fe:00 333211    /path" after the address range.
bool read_linux_columns(TextCursor& cursor, Mapping& mapping) {
  cursor.skip_blanks();
  const std::string_view permissions = cursor.word();
  if (permissions.size() != 4) return false;
  mapping.executable = permissions[2] == 'x';
  cursor.skip_blanks();
  const std::optional<uint64_t> offset = cursor.hex();
  if (!offset) return false;
  mapping.file_offset = *offset;
  cursor.skip_blanks();
  if (cursor.word().find(':') == std::string_view::npos) return false;
  cursor.skip_blanks();
  if (!cursor.decimal()) return false;
  cursor.skip_blanks();
  return true;
}

std::optional<Mapping> read_mapping(std::string_view line, std::string_view build) {
  TextCursor cursor(line);
  cursor.skip_blanks();
  Mapping mapping;
  const std::optional<uint64_t> start = cursor.hex();
  if (!start || !cursor.consume('-')) return std::nullopt;
  const std::optional<uint64_t> end = cursor.hex();
  if (!end || *end < *start) return std::nullopt;
  mapping.start = *start;
  mapping.end = *end;
  if (cursor.consume(':')) {
    cursor.skip_blanks();
    mapping.executable = true;
  } else if (!read_linux_columns(cursor, mapping)) {
    return std::nullopt;
  }
  set_path(mapping, cursor.rest(), build);
  return mapping;
}

// A path that was cut short is completed from the mapping before it, which most
// often is of the same file.
void complete_cut_path(const Dump& dump, Mapping& mapping) {
  if (dump.mappings.empty()) return;
  const Mapping& before = dump.mappings.back();
  if (!before.path.starts_with(mapping.path)) return;
  mapping.path = before.path;
  mapping.deleted = before.deleted;
}

// "source=/home/user".
bool is_variable(std::string_view line) {
  const size_t name_end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
  return name_end != 0 && name_end != std::string_view::npos && line[name_end] == '=';
}

}  // namespace

bool begins_mappings(std::string_view line) {
  return line.starts_with("MAPPED_LIBRARIES:") || line.starts_with("--- Memory map:");
}

void read_mappings(DumpParser& parser) {
  parser.dump.has_mappings = true;
  std::string build;
  while (parser.lines.next()) {
    const std::string_view line = parser.lines.line();
    TextCursor cursor(line);
    cursor.skip_blanks();
    if (cursor.at_end() || line.starts_with("---")) continue;
    if (cursor.consume("build=")) {
      build = cursor.rest().substr(0, kLongestBuildBytes);
      continue;
    }
    if (is_variable(cursor.rest())) continue;
    if (line.starts_with('#')) {
      if (parser.lines.ends_in_newline()) parser.dump.recorder = parse_recorder_line(line);
      continue;
    }
    if (!parser.lines.ends_in_newline() && line.find('/') == std::string_view::npos) continue;
    std::optional<Mapping> mapping = read_mapping(line, build);
    if (mapping) {
      if (!parser.lines.ends_in_newline()) complete_cut_path(parser.dump, *mapping);
      parser.dump.mappings.push_back(std::move(*mapping));
    } else {
      parser.warn_skipped_line("a line of /proc/PID/maps");
    }
  }
}

}  // namespace jescope
