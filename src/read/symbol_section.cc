// SPDX-License-Identifier: Apache-2.0
//
// Reads the names that jeprof --raw, jescope symbolize and some servers put
// before a dump:
//
//   --- symbol
//   # a remark
//   binary=/opt/app/server
//   # build-id 3f9a... /opt/app/server                       of a file of the map
//   # file 1 /src/main.cc                                    its number
//   0x000055ad3c7ac769 main--rocksdb::Options::Options()     outermost--inlined
//   # lines 1:42 2:17                                        of these names: file and line
//   ---
//   --- heap
//   heap_v2/4096
//
// What stands after '#' is ours; jeprof skips such lines.
#include <functional>
#include <map>

#include "read/dump_parser.h"

namespace jescope {
namespace {

// PATH_MAX of Linux.
constexpr size_t kLongestPathBytes = 4096;
// A short line may repeat a long path: of all lines together.
constexpr size_t kMostPathBytes = size_t{256} << 20;

class SymbolSection {
 public:
  explicit SymbolSection(DumpParser& parser) : parser_(parser), dump_(parser.dump) {}

  void read() {
    while (parser_.lines.next()) {
      const std::string_view line = parser_.lines.line();
      if (line.starts_with("---")) return;
      if (line.starts_with('#')) {
        read_remark(TextCursor(line.substr(1)));
      } else if (!line.empty()) {
        read_symbol(line);
      }
    }
  }

 private:
  void read_symbol(std::string_view line) {
    TextCursor cursor(line);
    if (cursor.consume("binary=")) {
      dump_.program = cursor.rest();
      return;
    }
    cursor.skip_blanks();
    const bool prefixed = cursor.consume("0x");
    const std::optional<uint64_t> address = cursor.hex();
    cursor.skip_blanks();
    if (!prefixed || !address) return parser_.warn_skipped_line("\"0xaddress name\"");
    dump_.symbols.push_back({*address, std::string(cursor.rest())});
  }

  // What is no remark of ours is a remark of somebody's.
  void read_remark(TextCursor cursor) {
    cursor.skip_blanks();
    const std::string_view kind = cursor.word();
    cursor.skip_blanks();
    if (kind == "lines") return read_lines(cursor);
    if (kind != "file" && kind != "build-id") return;
    const std::string_view key = cursor.word();
    cursor.skip_blanks();
    const std::string_view path = cursor.rest().substr(0, kLongestPathBytes);
    if (kind == "build-id") {
      parser_.build_ids.emplace(path, key);
    } else {
      files_.emplace(key, path);
    }
  }

  void read_lines(TextCursor cursor) {
    if (dump_.symbols.empty()) return;
    GivenLines lines;
    for (cursor.skip_blanks(); !cursor.at_end(); cursor.skip_blanks()) {
      const std::string_view word = cursor.word();
      const size_t colon = word.find(':');
      if (colon == std::string_view::npos || path_bytes_ > kMostPathBytes) return;
      const uint64_t line = TextCursor(word.substr(colon + 1)).decimal().value_or(0);
      const auto file = files_.find(word.substr(0, colon));
      lines.push_back({file == files_.end() ? std::string() : file->second,
                       line > UINT32_MAX ? 0 : static_cast<uint32_t>(line)});
      path_bytes_ += sizeof(GivenLine) + lines.back().file.size();
    }
    dump_.symbols.back().lines = std::move(lines);
  }

  DumpParser& parser_;
  Dump& dump_;
  std::map<std::string, std::string, std::less<>> files_;  // by number, as written
  size_t path_bytes_ = 0;
};

}  // namespace

void read_symbol_section(DumpParser& parser) {
  SymbolSection(parser).read();
}

}  // namespace jescope
