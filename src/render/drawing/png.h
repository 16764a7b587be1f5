// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "render/drawing/palette.h"

namespace jescope {

// Returns the pixels as a PNG with a palette.
std::string write_png(const IndexedBitmap& bitmap);

}  // namespace jescope
