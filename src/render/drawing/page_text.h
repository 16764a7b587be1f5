// SPDX-License-Identifier: Apache-2.0
//
// What PDF and PostScript write alike. Both measure in points of 1/72 inch, and y
// grows upwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/drawing/drawing.h"
#include "render/drawing/text_runs.h"

namespace jescope {

inline constexpr double kPointsPerPixel = 0.75;
inline constexpr double kLongestPagePoints = 14400;  // 200 inch: what readers take

// Returns how much of a picture's size remains so that it fits a page, at most 1.
double page_scale(const Drawing& drawing);

// Returns a number with at most `digits` after the point and no zeros at its end.
std::string short_number(double number, int digits = 2);

// Returns "0.12 0.14 0.16", from 0 to 1.
std::string colour_numbers(const Colour& colour);

// Returns codes as a string between parentheses: "(main\(\))".
std::string quoted(std::string_view codes);

// Returns the name of the font that shows a run: "/F0" of a face's standard font, "/L0"
// of an own one.
std::string font_name(FontFace face, const TextRun& run);

// Returns the point of a curve of two quadratic arms as that of a cubic one.
Point cubic_control(Point end, Point control);

// Returns an outline of cubic pieces: the first point, then three points a piece.
std::vector<Point> box_outline(const DrawnBox& box);

}  // namespace jescope
