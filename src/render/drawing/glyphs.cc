// SPDX-License-Identifier: Apache-2.0
//
//   6c 228 m69 0v742h90v-742z
//   |  |   outline: relative m, l, h, v, q and z of SVG
//   |  glyph units to the next character
//   code point in hexadecimal
//
// scripts/make_glyphs.py writes the files; their content is ours, so it is right.
#include "render/drawing/glyphs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "jescope/base/utf8.h"
#include "render/drawing/assets.h"

namespace jescope {
namespace {

using Glyphs = std::map<char32_t, Glyph>;

constexpr double kColumn = 0.6 * kGlyphUnits;  // of a character that has no letter

class OutlineReader {
 public:
  explicit OutlineReader(std::string_view text) : rest_(text) {}

  std::vector<GlyphContour> read() {
    while (!rest_.empty()) {
      const char command = rest_.front();
      rest_.remove_prefix(1);
      obey(command);
    }
    return std::move(contours_);
  }

 private:
  double number() {
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    int value = 0;
    const char* const end = rest_.data() + rest_.size();
    const char* const next = std::from_chars(rest_.data(), end, value).ptr;
    rest_.remove_prefix(static_cast<size_t>(next - rest_.data()));
    return value;
  }

  Point step() {
    const double x = number();
    const double y = number();
    return {at_.x + x, at_.y + y};
  }

  void line_to(Point end) {
    contours_.back().push_back({(at_.x + end.x) / 2, (at_.y + end.y) / 2});
    contours_.back().push_back(end);
    at_ = end;
  }

  void curve() {
    const Point control = step();
    const Point end = step();
    contours_.back().push_back(control);
    contours_.back().push_back(end);
    at_ = end;
  }

  void obey(char command) {
    switch (command) {
      case 'm':
        at_ = step();
        contours_.push_back({at_});
        break;
      case 'l': line_to(step()); break;
      case 'h': line_to({at_.x + number(), at_.y}); break;
      case 'v': line_to({at_.x, at_.y + number()}); break;
      case 'q': curve(); break;
      default: at_ = contours_.back().front(); break;
    }
  }

  std::string_view rest_;
  Point at_;
  std::vector<GlyphContour> contours_;
};

std::string_view take_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

unsigned number_of(std::string_view word, int base) {
  unsigned value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value, base);
  return value;
}

Glyphs read_glyphs(std::string_view text) {
  Glyphs glyphs;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const char32_t character = number_of(take_word(line), 16);
    const double advance = number_of(take_word(line), 10);
    glyphs[character] = {advance, OutlineReader(line).read()};
  }
  return glyphs;
}

const Glyphs& glyphs_of(FontFace face) {
  static const std::array<Glyphs, kFontFaces> all = {
      read_glyphs(sans_glyphs()), read_glyphs(sans_bold_glyphs()), read_glyphs(mono_bold_glyphs())};
  return all[static_cast<size_t>(face)];
}

GlyphContour outline_through(const std::array<Point, 4>& corners) {
  GlyphContour contour = {corners.back()};
  for (const Point& corner : corners) {
    const Point from = contour.back();
    contour.push_back({(from.x + corner.x) / 2, (from.y + corner.y) / 2});
    contour.push_back(corner);
  }
  return contour;
}

// A frame of lines: the inner outline goes the other way around.
Glyph box_of(double advance) {
  const double right = advance - 80;
  return {advance,
          {outline_through({Point{80, 0}, {80, 700}, {right, 700}, {right, 0}}),
           outline_through({Point{140, 60}, {right - 60, 60}, {right - 60, 640}, {140, 640}})}};
}

}  // namespace

const Glyph* find_glyph(FontFace face, char32_t character) {
  const Glyphs& glyphs = glyphs_of(face);
  const auto found = glyphs.find(character);
  return found == glyphs.end() ? nullptr : &found->second;
}

const Glyph& glyph_or_box(FontFace face, char32_t character) {
  static const std::array<Glyph, 3> boxes = {Glyph{}, box_of(kColumn), box_of(2 * kColumn)};
  if (const Glyph* const glyph = find_glyph(face, character)) return *glyph;
  std::string text;
  append_utf8(text, character);
  return boxes[std::min(column_count(text), boxes.size() - 1)];
}

double text_width(FontFace face, double font_px, std::string_view text) {
  double width = 0;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    text.remove_prefix(next.byte_count);
    width += glyph_or_box(face, next.value).advance;
  }
  return width * font_px / kGlyphUnits;
}

}  // namespace jescope
