// SPDX-License-Identifier: Apache-2.0
//
// Reads the names that jeprof --raw, jescope symbolize and some servers put
// before a dump:
//
//   --- symbol
//   # a remark
//   binary=/opt/app/server
//   0x000055ad3c7ac769 main--rocksdb::Options::Options()     outermost--inlined
//   ---
//   --- heap
//   heap_v2/4096
#include "read/dump_parser.h"

namespace jescope {
namespace {

void read_symbol(std::string_view line, DumpParser& parser) {
  TextCursor cursor(line);
  if (cursor.consume("binary=")) {
    parser.dump.program = cursor.rest();
    return;
  }
  cursor.skip_blanks();
  const bool prefixed = cursor.consume("0x");
  const std::optional<uint64_t> address = cursor.hex();
  cursor.skip_blanks();
  if (!prefixed || !address) return parser.warn_skipped_line("\"0xaddress name\"");
  parser.dump.symbols.push_back({*address, std::string(cursor.rest())});
}

}  // namespace

void read_symbol_section(DumpParser& parser) {
  while (parser.lines.next()) {
    const std::string_view line = parser.lines.line();
    if (line.starts_with("---")) return;
    if (!line.empty() && !line.starts_with('#')) read_symbol(line, parser);
  }
}

}  // namespace jescope
