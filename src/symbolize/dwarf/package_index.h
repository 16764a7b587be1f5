// SPDX-License-Identifier: Apache-2.0
//
// The index of a package of split units (.dwp): .debug_cu_index by the id of a
// unit, .debug_tu_index by the signature of a type.
//
//   4  version 5 (or 2, by GNU)        slots x 8     ids, by hash; 0: a free slot
//   4  columns                         slots x 4     row of the unit, from 1; 0: none
//   4  units                           columns x 4   which section each column is of
//   4  slots                           rows x columns x 4   where the unit's part begins
//                                      rows x columns x 4   and its length
#pragma once

#include <cstdint>
#include <optional>

#include "symbolize/dwarf/byte_cursor.h"

namespace jescope {

// A unit's part of each section of the package.
struct PackageRow {
  struct Part {
    uint64_t offset = 0;
    uint64_t length_bytes = 0;
  };
  Part info, types, abbreviations, lines, str_offsets, rnglists;
};

// Returns the row of `id`; nothing when there is none or the index is damaged.
std::optional<PackageRow> find_package_row(Bytes index, uint64_t id, bool is_big_endian);

}  // namespace jescope
