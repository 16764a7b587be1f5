// SPDX-License-Identifier: Apache-2.0
//
// Pixels as numbers of at most 256 colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/drawing/bitmap.h"

namespace jescope {

inline constexpr size_t kPaletteColours = 256;

struct IndexedBitmap {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<Colour> palette;   // 1 to 256
  std::vector<uint8_t> indexes;  // into the palette, row by row
};

// Returns the same pixels; where there are more colours, rare ones become a frequent
// one that is near.
IndexedBitmap index_colours(const Bitmap& bitmap);

}  // namespace jescope
