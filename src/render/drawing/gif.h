// SPDX-License-Identifier: Apache-2.0
//
// The door to giflib.
#pragma once

#include <string>

#include "render/drawing/palette.h"

namespace jescope {

// Returns the pixels as a GIF of one image; neither side is longer than 65,535.
std::string write_gif(IndexedBitmap bitmap);

}  // namespace jescope
