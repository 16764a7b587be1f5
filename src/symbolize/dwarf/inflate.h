// SPDX-License-Identifier: Apache-2.0
//
// Inflates a section into memory of exactly the size it claims. zlib streams go
// through libdeflate, twice as fast as zlib; zlib has what that refuses: several
// streams one behind the other, as some linkers join them.
#pragma once

#include <cstdint>
#include <span>

#include "symbolize/dwarf/byte_cursor.h"

namespace jescope {

enum class Coding { kPlain, kZlib, kZstd };

// Returns true when `stored` inflates to exactly `inflated.size()` bytes.
bool inflate(Coding coding, Bytes stored, std::span<uint8_t> inflated);

}  // namespace jescope
