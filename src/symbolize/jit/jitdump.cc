// SPDX-License-Identifier: Apache-2.0
//
// Reads the file twice: first which piece of code has each address, then what
// the pieces that have any are called. Code moves after it was loaded, so it is
// not known before the end which loads are of interest.
#include "symbolize/jit/jitdump.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/jit/file_window.h"
#include "symbolize/jit/jit_function_name.h"
#include "symbolize/jit/wanted_code.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

constexpr uint32_t kMagic = 0x4a695444;  // "JiTD", highest byte first
constexpr size_t kHeaderBytes = 40;
constexpr size_t kRecordHeadBytes = 16;
constexpr size_t kCodeHeadBytes = kRecordHeadBytes + 48;  // of a load or a move
constexpr size_t kMostLinesBytes = size_t{1} << 26;       // of one function's lines

enum RecordKind : uint32_t { kLoad = 0, kMove = 1, kDebugInfo = 2 };

Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

struct Record {
  uint32_t kind = 0;
  uint64_t position = 0;
  uint64_t size_bytes = 0;
};

// The part of a load or a move that both have.
struct Code {
  uint64_t start = 0;  // address; of a move the new one
  uint64_t length_bytes = 0;
  uint64_t number = 0;  // the same in the load and its moves
};

struct Load {
  Record record;
  std::optional<Record> lines;
  Code code;
};

struct LineEntry {
  uint64_t address = 0;
  uint32_t line = 0;
  std::string_view file;
};

class JitdumpReader {
 public:
  JitdumpReader(int descriptor, std::span<const uint64_t> addresses)
      : file_(descriptor), code_(addresses) {
    names_.frames.resize(addresses.size());
  }

  JitMapNames run() {
    for_each_record([this](const Record& record) { return place(record); });
    gather();
    for_each_record([this](const Record& record) { return describe(record); });
    describe_moved();
    return std::move(names_);
  }

 private:
  using Places = std::vector<WantedCode::Covered>;

  void for_each_record(const std::function<bool(const Record&)>& found) {
    const std::string_view header = file_.at(0, kHeaderBytes);
    is_big_endian_ = header.starts_with("JiTD");
    ByteCursor cursor(as_bytes(header), 8, is_big_endian_);
    Record record{0, std::max<uint64_t>(cursor.u32(), kHeaderBytes), 0};
    while (read_head(record)) {
      if (!found(record)) return;
      record.position += record.size_bytes;
    }
  }

  bool read_head(Record& record) {
    const std::string_view head = file_.at(record.position, kRecordHeadBytes);
    ByteCursor cursor(as_bytes(head), 0, is_big_endian_);
    record.kind = cursor.u32();
    record.size_bytes = cursor.u32();
    return head.size() == kRecordHeadBytes && record.size_bytes >= kRecordHeadBytes;
  }

  std::optional<Code> read_code(const Record& record) {
    const std::string_view head = file_.at(record.position, kCodeHeadBytes);
    const bool is_move = record.kind == kMove;
    ByteCursor cursor(as_bytes(head), kRecordHeadBytes + 8 + (is_move ? 16 : 8), is_big_endian_);
    Code code{cursor.u64(), cursor.u64(), cursor.u64()};
    const bool is_whole = !cursor.has_failed() && record.size_bytes >= cursor.position();
    return is_whole ? std::optional(code) : std::nullopt;
  }

  bool place(const Record& record) {
    if (record.kind != kLoad && record.kind != kMove) return true;
    const std::optional<Code> code = read_code(record);
    ++(code ? names_.entries : names_.unreadable);
    if (!code) return true;
    // The number counts only for moves: not every writer numbers its loads.
    const uint64_t position = record.kind == kLoad ? record.position : 0;
    return code_.cover({code->start, position, code->number}, code->length_bytes);
  }

  void gather() {
    for (const WantedCode::Covered& place : code_.covered()) {
      const bool was_moved = place.piece.position == 0;
      (was_moved ? by_number_[place.piece.number] : by_load_[place.piece.position])
          .push_back(place);
    }
  }

  bool describe(const Record& record) {
    if (record.kind == kDebugInfo) lines_ = record;
    if (record.kind == kLoad) describe_load(record);
    return true;
  }

  void describe_load(const Record& record) {
    const std::optional<Record> lines = std::exchange(lines_, std::nullopt);
    const std::optional<Code> code = read_code(record);
    if (!code) return;
    const Load load{record, lines, *code};
    if (by_number_.contains(code->number)) last_loads_[code->number] = load;
    const auto places = by_load_.find(record.position);
    if (places != by_load_.end()) name_places(places->second, load);
  }

  // One load for each number, however many there are of it.
  void describe_moved() {
    for (const auto& [number, load] : last_loads_) name_places(by_number_[number], load);
  }

  void name_places(const Places& places, const Load& load) {
    const std::string name = read_name(load.record);
    const std::string line_bytes = load.lines ? read_lines(*load.lines) : std::string();
    name_places(places, name, parse_lines(line_bytes, load.code), load.code);
  }

  std::string read_name(const Record& record) {
    const uint64_t room = record.size_bytes - (kCodeHeadBytes - 8);
    const std::string_view text =
        file_.at(record.position + kCodeHeadBytes - 8, std::min<uint64_t>(room, kMostNameBytes));
    return jit_function_name(text.substr(0, text.find('\0')));
  }

  std::string read_lines(const Record& record) {
    return std::string(file_.at(record.position, std::min(record.size_bytes, kMostLinesBytes)));
  }

  // Returns the entries by address; none when they are of other code.
  std::vector<LineEntry> parse_lines(std::string_view bytes, const Code& code) const {
    std::vector<LineEntry> entries;
    ByteCursor cursor(as_bytes(bytes), kRecordHeadBytes, is_big_endian_);
    if (bytes.empty() || cursor.u64() != code.start) return entries;
    std::string_view file;
    for (uint64_t left = cursor.u64(); left > 0; --left) {
      LineEntry entry{cursor.u64(), cursor.u32(), {}};
      cursor.skip(4);
      const std::string_view name = cursor.text();
      if (cursor.has_failed()) break;
      if (name != "\xff") file = cut_name(name);
      entry.file = file;
      entries.push_back(entry);
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const LineEntry& a, const LineEntry& b) { return a.address < b.address; });
    return entries;
  }

  void name_places(const Places& places, const std::string& name,
                   const std::vector<LineEntry>& entries, const Code& code) {
    for (const WantedCode::Covered& place : places) {
      SymbolFrame& frame = names_.frames[place.row];
      frame.function = name;
      frame.kind = FrameKind::kJit;
      const uint64_t as_loaded = place.address - place.piece.start + code.start;
      const auto after = std::upper_bound(
          entries.begin(), entries.end(), as_loaded,
          [](uint64_t address, const LineEntry& entry) { return address < entry.address; });
      if (after == entries.begin()) continue;
      frame.file = (after - 1)->file;
      frame.line = (after - 1)->line;
    }
  }

  FileWindow file_;
  WantedCode code_;
  bool is_big_endian_ = false;
  std::map<uint64_t, Places> by_load_;    // by the load's place in the file
  std::map<uint64_t, Places> by_number_;  // of code that was moved
  std::map<uint64_t, Load> last_loads_;   // of these numbers
  std::optional<Record> lines_;           // of the next load
  JitMapNames names_;
};

}  // namespace

bool is_jitdump(int descriptor) {
  FileWindow file(descriptor);
  ByteCursor cursor(as_bytes(file.at(0, 4)), 0, true);
  const uint32_t magic = cursor.u32();
  return magic == kMagic || magic == __builtin_bswap32(kMagic);
}

JitMapNames read_jitdump(int descriptor, std::span<const uint64_t> addresses) {
  return JitdumpReader(descriptor, addresses).run();
}

}  // namespace jescope
