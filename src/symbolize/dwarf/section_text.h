// SPDX-License-Identifier: Apache-2.0
//
// Texts of .debug_str and .debug_line_str, which others refer to by offset:
//
//   0x00  6d 61 69 6e 00   "main"
//   0x05  72 75 6e 00      "run"; an offset of 0x06 is "un"
//
// Millions of offsets may lead to one long text, so no more of it is looked at
// than a name may have.
#pragma once

#include <optional>
#include <string_view>

#include "symbolize/dwarf/byte_cursor.h"

namespace jescope {

// Returns the text at `offset`, cut to kMostNameBytes. Nothing when `offset` lies
// outside, or the section ends before the text.
std::optional<std::string_view> section_text(Bytes section, uint64_t offset);

}  // namespace jescope
