// SPDX-License-Identifier: Apache-2.0
//
// Fonts within a PDF.
#pragma once

#include <cstddef>
#include <string>

#include "render/drawing/pdf_file.h"
#include "render/drawing/text_runs.h"

namespace jescope {

// Adds a face's font that every reader has; returns its object.
size_t add_standard_font(PdfFile& file, FontFace face);

// Adds a font of our own letters (Type 3), with a map back to characters so that its
// text can be searched; returns its object.
size_t add_own_font(PdfFile& file, const OwnFont& font);

}  // namespace jescope
