// SPDX-License-Identifier: Apache-2.0
//
// The door to Anti-Grain Geometry: a drawing as pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/drawing/drawing.h"

namespace jescope {

inline constexpr double kMostPixels = 64e6;
inline constexpr double kLongestSidePixels = 65535;  // of a GIF

struct Bitmap {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<uint8_t> bytes;  // red, green, blue of each pixel, row by row

  const uint8_t* row(uint32_t y) const { return bytes.data() + size_t{3} * width * y; }
};

// Returns how many pixels wide one of the drawing is made: `wanted`, or less where
// there would be too many.
double pixel_scale(const Drawing& drawing, double wanted);

// Returns the drawing on white, with smooth edges.
Bitmap draw_bitmap(const Drawing& drawing, double scale);

}  // namespace jescope
