// SPDX-License-Identifier: Apache-2.0
//
// The letters of printed pictures: their outlines and widths. They are those of
// Liberation Sans and Mono, which are as wide as Helvetica and Courier, so text has the
// same width whether these letters are drawn or those of a PDF reader or a printer.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "render/point.h"

namespace jescope {

enum class FontFace { kSans, kSansBold, kMonoBold };

inline constexpr size_t kFontFaces = 3;
inline constexpr double kGlyphUnits = 1024;  // of the font's size

// A closed outline: the first point, then two points for each quadratic piece. The
// inside is what the outlines of a letter go around, by the nonzero rule. Glyph units;
// y grows upwards from the base line.
using GlyphContour = std::vector<Point>;

struct Glyph {
  double advance = 0;  // glyph units
  std::vector<GlyphContour> contours;
};

// Returns the letter, or null where the face has none.
const Glyph* find_glyph(FontFace face, char32_t character);

// Returns the letter, or a box as wide as the columns the character takes.
const Glyph& glyph_or_box(FontFace face, char32_t character);

// Returns the width of UTF-8 text in pixels.
double text_width(FontFace face, double font_px, std::string_view text);

}  // namespace jescope
