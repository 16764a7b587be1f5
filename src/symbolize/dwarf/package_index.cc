// SPDX-License-Identifier: Apache-2.0
//
// Finds an id as the linker put it there: by its low bits, then in steps made from
// its high bits.
#include "symbolize/dwarf/package_index.h"

#include <bit>

namespace jescope {
namespace {

constexpr uint64_t kHeaderBytes = 16;
constexpr uint64_t kMostProbes = 1024;  // a table is at most two thirds full

struct Header {
  uint64_t version = 0;
  uint64_t columns = 0;
  uint64_t units = 0;
  uint64_t slots = 0;
};

// True when the tables fit into `index`, and so no sum below overflows.
bool fits(const Header& header, uint64_t index_bytes) {
  constexpr uint64_t kMostColumns = 16;
  if (header.columns > kMostColumns || header.slots > index_bytes / 12) return false;
  if (header.units > index_bytes / 8 || !std::has_single_bit(header.slots)) return false;
  return kHeaderBytes + 12 * header.slots + 4 * header.columns +
             8 * header.units * header.columns <=
         index_bytes;
}

// The section of a column; null: it is of none that is read.
PackageRow::Part* part_of(PackageRow& row, uint64_t section, uint64_t version) {
  switch (section) {
    case 1: return &row.info;
    case 2: return version == 2 ? &row.types : nullptr;
    case 3: return &row.abbreviations;
    case 4: return &row.lines;
    case 6: return &row.str_offsets;
    case 8: return version == 5 ? &row.rnglists : nullptr;
    default: return nullptr;
  }
}

class IndexReader {
 public:
  IndexReader(Bytes index, bool is_big_endian) : index_(index), is_big_endian_(is_big_endian) {
    ByteCursor cursor(index, 0, is_big_endian);
    // Version 5 has two bytes of version and two of padding.
    const uint32_t version = cursor.u32();
    header_ = {version == 2 ? 2u : 5u, cursor.u32(), cursor.u32(), cursor.u32()};
    const bool is_known = version == 2 || ByteCursor(index, 0, is_big_endian).u16() == 5;
    is_sound_ = !cursor.has_failed() && is_known && fits(header_, index.size());
  }

  std::optional<PackageRow> find(uint64_t id) const {
    if (!is_sound_) return std::nullopt;
    const uint64_t row = row_of(id);
    if (row == 0 || row > header_.units) return std::nullopt;
    return parts(row - 1);
  }

 private:
  uint64_t number(uint64_t offset, unsigned bytes) const {
    return ByteCursor(index_, offset, is_big_endian_).number(bytes);
  }

  // Returns the row in the first of the id's slots that has it; 0: none.
  uint64_t row_of(uint64_t id) const {
    const uint64_t mask = header_.slots - 1;
    const uint64_t step = ((id >> 32) & mask) | 1;
    uint64_t slot = id & mask;
    for (uint64_t i = 0; i < kMostProbes; ++i, slot = (slot + step) & mask) {
      const uint64_t row = number(kHeaderBytes + 8 * header_.slots + 4 * slot, 4);
      if (row == 0) return 0;
      if (number(kHeaderBytes + 8 * slot, 8) == id) return row;
    }
    return 0;
  }

  PackageRow parts(uint64_t row) const {
    PackageRow result;
    const uint64_t sections = kHeaderBytes + 12 * header_.slots;
    const uint64_t offsets = sections + 4 * header_.columns;
    const uint64_t lengths = offsets + 4 * header_.columns * header_.units;
    for (uint64_t column = 0; column < header_.columns; ++column) {
      PackageRow::Part* part = part_of(result, number(sections + 4 * column, 4), header_.version);
      if (part == nullptr) continue;
      const uint64_t cell = 4 * (row * header_.columns + column);
      *part = {number(offsets + cell, 4), number(lengths + cell, 4)};
    }
    return result;
  }

  Bytes index_;
  bool is_big_endian_;
  Header header_;
  bool is_sound_ = false;
};

}  // namespace

std::optional<PackageRow> find_package_row(Bytes index, uint64_t id, bool is_big_endian) {
  return IndexReader(index, is_big_endian).find(id);
}

}  // namespace jescope
