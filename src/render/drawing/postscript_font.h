// SPDX-License-Identifier: Apache-2.0
//
// Fonts within PostScript.
#pragma once

#include <cstddef>
#include <string>

#include "render/drawing/text_runs.h"

namespace jescope {

// Returns the code that makes /F0 and /F1 of the printer's fonts.
std::string standard_postscript_fonts();

// Returns the code that makes /L0, /L1, ... of our own letters (Type 3).
std::string own_postscript_fonts(const OwnFonts& fonts);

}  // namespace jescope
