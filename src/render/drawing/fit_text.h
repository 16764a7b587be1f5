// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "render/drawing/glyphs.h"

namespace jescope {

struct FittedText {
  std::string words;
  double font_px = 12;
  double width = 0;  // pixels
};

// Returns the text as it is where it is at most `room` pixels wide, else in smaller
// letters; where those would be hard to read, without its middle.
FittedText fit_text(FontFace face, double font_px, std::string_view words, double room);

}  // namespace jescope
