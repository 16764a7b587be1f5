// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "render/drawing/drawing.h"

namespace jescope {

enum class PaperKind {
  kPage,          // asks the printer for paper as large as the drawing
  kEncapsulated,  // to be put into another page
};

// Returns the drawing as PostScript of language level 2, one page as large as it is or
// 200 inches long at most: ASCII, in lines of at most 255 characters.
std::string write_postscript(const Drawing& drawing, PaperKind kind);

}  // namespace jescope
