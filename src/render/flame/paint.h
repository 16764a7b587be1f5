// SPDX-License-Identifier: Apache-2.0
//
// The picture of a flame graph in the colours of paper.
#pragma once

#include <cstdint>
#include <vector>

#include "render/drawing/drawing.h"
#include "render/flame/picture.h"

namespace jescope {

struct FlamePicture {
  std::string title;  // whole
  uint32_t height_px = 0;
  FlameHead head;
  std::vector<FlameFrame> frames;
  FlameLegend legend;
  std::vector<std::string> no_samples;  // what is said where there are no frames, and why
};

Drawing paint_flame(const FlamePicture& picture);

}  // namespace jescope
