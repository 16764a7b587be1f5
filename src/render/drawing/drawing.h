// SPDX-License-Identifier: Apache-2.0
//
// A picture as plain shapes with final places and colours: what paper and pixels take.
// Each writer (pdf.h, postscript.h, bitmap.h) draws the shapes one over the other, in
// their order. Lengths are pixels of 1/96 inch, y grows downwards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "render/drawing/glyphs.h"
#include "render/point.h"

namespace jescope {

struct Colour {
  uint8_t red = 0;
  uint8_t green = 0;
  uint8_t blue = 0;

  bool operator==(const Colour&) const = default;
};

// Returns the colour that a style sheet writes as #1f2328.
constexpr Colour colour_of(uint32_t rgb) {
  return {static_cast<uint8_t>(rgb >> 16), static_cast<uint8_t>(rgb >> 8),
          static_cast<uint8_t>(rgb)};
}

struct Stroke {
  Colour colour;
  double width = 1;
  bool is_dashed = false;
};

inline constexpr double kDashPx = 5;
inline constexpr double kDashGapPx = 4;

struct DrawnBox {
  Point corner;  // left and upper
  double width = 0;
  double height = 0;
  double radius = 0;  // of its corners
  Colour fill;
  std::optional<Stroke> border;
};

// A curve of cubic pieces: the first point, then three points a piece.
struct DrawnCurve {
  std::vector<Point> points;
  Stroke stroke;
};

struct DrawnPolygon {
  std::vector<Point> corners;
  Colour fill;
};

// Printable text on one line, as wide as text_width() says.
struct DrawnText {
  std::string words;
  Point start;  // left end of the base line
  FontFace face = FontFace::kSans;
  double font_px = 12;
  Colour colour;
};

using DrawnShape = std::variant<DrawnBox, DrawnCurve, DrawnPolygon, DrawnText>;

struct Drawing {
  std::string title;
  double width = 0;
  double height = 0;
  std::vector<DrawnShape> shapes;
};

}  // namespace jescope
