// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/page_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jescope {
namespace {

// How far the control points of a quarter of a circle are from its ends, of its radius.
constexpr double kQuarter = 0.5522847498;

void line_to(std::vector<Point>& outline, Point end) {
  const Point start = outline.back();
  outline.insert(outline.end(), {start, end, end});
}

void turn_to(std::vector<Point>& outline, Point corner, Point end) {
  const Point start = outline.back();
  const auto towards = [&](Point from) {
    return Point{from.x + (corner.x - from.x) * kQuarter, from.y + (corner.y - from.y) * kQuarter};
  };
  outline.insert(outline.end(), {towards(start), towards(end), end});
}

}  // namespace

double page_scale(const Drawing& drawing) {
  const double longest = kPointsPerPixel * std::max(drawing.width, drawing.height);
  return std::min(1.0, kLongestPagePoints / longest);
}

std::string short_number(double number, int digits) {
  std::string text = fmt::format("{:.{}f}", number, digits);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string colour_numbers(const Colour& colour) {
  return fmt::format("{} {} {}", short_number(colour.red / 255.0, 3),
                     short_number(colour.green / 255.0, 3), short_number(colour.blue / 255.0, 3));
}

std::string quoted(std::string_view codes) {
  std::string text = "(";
  for (const char code : codes) {
    if (code == '(' || code == ')' || code == '\\') text += '\\';
    const auto byte = static_cast<unsigned char>(code);
    text += byte < 0x20 || byte >= 0x7F ? fmt::format("\\{:03o}", byte) : std::string(1, code);
  }
  return text + ")";
}

std::string font_name(FontFace face, const TextRun& run) {
  return run.own_font ? fmt::format("/L{}", *run.own_font)
                      : fmt::format("/F{}", static_cast<int>(face));
}

Point cubic_control(Point end, Point control) {
  return {end.x + (control.x - end.x) * 2 / 3, end.y + (control.y - end.y) * 2 / 3};
}

std::vector<Point> box_outline(const DrawnBox& box) {
  const double left = box.corner.x;
  const double top = box.corner.y;
  const double right = left + box.width;
  const double bottom = top + box.height;
  const double radius = std::min({box.radius, box.width / 2, box.height / 2});
  std::vector<Point> outline = {{left + radius, top}};
  line_to(outline, {right - radius, top});
  if (radius > 0) turn_to(outline, {right, top}, {right, top + radius});
  line_to(outline, {right, bottom - radius});
  if (radius > 0) turn_to(outline, {right, bottom}, {right - radius, bottom});
  line_to(outline, {left + radius, bottom});
  if (radius > 0) turn_to(outline, {left, bottom}, {left, bottom - radius});
  line_to(outline, {left, top + radius});
  if (radius > 0) turn_to(outline, {left, top}, {left + radius, top});
  return outline;
}

}  // namespace jescope
