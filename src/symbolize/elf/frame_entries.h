// SPDX-License-Identifier: Apache-2.0
//
// Reads which addresses each entry (FDE) of an unwinder's table covers:
//
//   CIE   length:4 0:4 version:1 "zR\0" alignments, register   1b  rules
//                                                             '-- how addresses are written
//   FDE   length:4 distance to its CIE:4   start   length of the code   rules
//
// .debug_frame has other numbers in the second field, and plain addresses.
#pragma once

#include <cstdint>
#include <functional>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

enum class FrameTable { kEhFrame, kDebugFrame };

struct FrameSection {
  FrameTable kind = FrameTable::kEhFrame;
  Bytes bytes;
  LinkAddress address = 0;  // of the first byte
  bool is_big_endian = false;
  unsigned address_bytes = 8;  // 4 or 8
};

// Calls `found` with [start, end) of every entry that can be understood.
void for_each_frame_entry(const FrameSection& section,
                          const std::function<void(LinkAddress, LinkAddress)>& found);

}  // namespace jescope
