// SPDX-License-Identifier: Apache-2.0
//
// Finds a dump's header, hands the rest to the reader of that format, and says
// what was missing in the end.
//
//   <jemalloc>: some log line      text before the header is skipped
//   --- symbol ... ---             names, optional
//   --- heap                       optional
//   heap_v2/524288                 or "heap profile: ..."
#include "jescope/read/dump_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "read/dump_parser.h"
#include "read/pprof_reader.h"

namespace jescope {
namespace {

// A header further down is no dump with text before it.
constexpr uint64_t kLastHeaderLine = 10'000;

enum class Header { kNone, kHeapV2, kHeapProfile };

Header header_kind(std::string_view line) {
  if (line.starts_with("heap_v2/")) return Header::kHeapV2;
  if (line.starts_with("heap profile:")) return Header::kHeapProfile;
  return Header::kNone;
}

// "--- heap", "--- heapz 1 ---", "---growth": jeprof, too, looks for a header behind.
bool is_marker(std::string_view line) {
  TextCursor cursor(line);
  if (!cursor.consume("---")) return false;
  cursor.skip_blanks();
  return cursor.rest().starts_with("heap") || cursor.rest().starts_with("growth");
}

void note_skipped_text(DumpParser& parser, uint64_t lines) {
  if (lines == 0) return;
  const std::string counted =
      lines == 1 ? "1 line of other text before the header is"
                 : fmt::format("{} lines of other text before the header are", lines);
  parser.diagnostics.note("text before header", parser.lines.here(), counted + " left out");
}

// Moves to the header line and returns its kind; reads a symbol section on the
// way.
Header find_header(DumpParser& parser) {
  uint64_t names_end = 0;
  uint64_t skipped_lines = 0;
  while (parser.lines.next()) {
    const std::string_view line = parser.lines.line();
    const Header header = header_kind(line);
    if (header != Header::kNone) {
      note_skipped_text(parser, skipped_lines);
      return header;
    }
    if (line.starts_with("--- symbol") || line.starts_with("---symbol")) {
      read_symbol_section(parser);
      names_end = parser.lines.number();
    } else if (parser.lines.number() - names_end > kLastHeaderLine) {
      return Header::kNone;
    } else if (!line.empty() && !is_marker(line)) {
      ++skipped_lines;
    }
  }
  return Header::kNone;
}

// Reads the records. False when the header's period is no number.
bool read_body(Header header, DumpParser& parser) {
  const std::string line(parser.lines.line());
  if (header == Header::kHeapProfile) {
    read_heap_profile(parser, line);
    return true;
  }
  TextCursor cursor(line);
  cursor.consume("heap_v2/");
  const std::optional<uint64_t> period = cursor.decimal();
  if (!period) return false;
  read_heap_v2(parser, std::min(*period, kMostPeriodBytes));
  return true;
}

// jemalloc always writes a sum after the header, also of an empty heap.
bool is_header_only(const Dump& dump) {
  return dump.records.empty() && dump.threads.empty() && !dump.has_mappings &&
         dump.header_counts == Counts{};
}

// What of a cut dump is there, in words.
std::string used_words(const Dump& dump) {
  const size_t stacks = dump.records.size();
  if (dump.has_mappings) {
    return fmt::format("all {} stacks are used, the map may be incomplete", stacks);
  }
  return stacks == 1 ? "the 1 stack before the cut is used"
                     : fmt::format("the {} stacks before the cut are used", stacks);
}

void warn_if_cut(DumpParser& parser) {
  const LineReader& lines = parser.lines;
  const bool is_cut = lines.interrupted() || !lines.ends_in_newline();
  parser.dump.lacks_stacks = is_cut && !parser.dump.has_mappings;
  if (lines.interrupted()) {
    parser.diagnostics.warn("cut dump", lines.error()->where,
                            lines.error()->message + "; " + used_words(parser.dump));
  } else if (!lines.ends_in_newline()) {
    parser.diagnostics.warn("cut dump", lines.here(),
                            "expected a whole dump, got one cut short; " + used_words(parser.dump),
                            "the program may still have been writing it, or its disk was full");
  }
  if (!parser.dump.has_mappings) {
    parser.diagnostics.warn("no map", parser.dump.source,
                            "expected MAPPED_LIBRARIES after the stacks, got the end of the "
                            "file; addresses cannot be assigned to modules");
  }
}

}  // namespace

Result<Dump> read_dump(ByteSource& source, const std::string& where, Diagnostics& diagnostics) {
  LineReader lines(source, where);
  const std::string beginning(lines.beginning().substr(0, 4096));
  if (looks_like_pprof(lines.beginning())) {
    const Result<std::string> message = lines.all(kMostPprofBytes);
    return message.ok() ? read_pprof(*message, where, diagnostics) : message.error();
  }
  DumpParser parser{lines, diagnostics, {}, {}};
  parser.dump.source = where;
  parser.dump.name = parse_dump_name(where);
  const Header header = find_header(parser);
  if (header == Header::kNone && lines.interrupted()) return *lines.error();
  if (header == Header::kNone && !parser.dump.symbols.empty()) {
    return Error{ErrorCode::kUnreadable,
                 lines.here(),
                 "expected a heap dump after its symbols, got the end of the file",
                 {}};
  }
  if (header == Header::kNone) return not_a_dump(where, beginning);
  const std::string header_place = lines.here();
  if (!read_body(header, parser)) {
    return Error{ErrorCode::kUnreadable,
                 header_place,
                 "expected a sample period after heap_v2/, got none",
                 {}};
  }
  if (is_header_only(parser.dump)) {
    return Error{ErrorCode::kUnreadable, header_place,
                 "expected stacks after the header, got the end of the file",
                 "the program may still have been writing it, or its disk was full"};
  }
  warn_if_cut(parser);
  for (Mapping& mapping : parser.dump.mappings) {
    const auto known = parser.build_ids.find(mapping.path);
    if (known != parser.build_ids.end()) mapping.build_id = known->second;
  }
  return std::move(parser.dump);
}

Result<Dump> read_dump_file(const std::string& path, Diagnostics& diagnostics,
                            ProgressPhase* phase) {
  Result<std::unique_ptr<ByteSource>> file = open_source(path);
  if (!file.ok()) return std::move(file).error();
  if (phase != nullptr) *file = counted(std::move(*file), *phase);
  Result<std::unique_ptr<ByteSource>> source = decompressed(std::move(*file), path);
  if (!source.ok()) return std::move(source).error();
  return read_dump(**source, path, diagnostics);
}

}  // namespace jescope
