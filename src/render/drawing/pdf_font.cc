// SPDX-License-Identifier: Apache-2.0
//
// A letter of a Type 3 font is a small drawing: its width and bounds, its outline, "f":
//
//   598 0 0 -300 1230 1000 d1
//   50 304 m 50 377 l ... h f
#include "render/drawing/pdf_font.h"

#include <fmt/format.h>

#include "jescope/base/utf8.h"
#include "render/drawing/page_text.h"

namespace jescope {
namespace {

constexpr const char* kBounds = "-200 -400 1400 1200";  // of all letters, glyph units

std::string curve_piece(Point start, Point control, Point end) {
  const Point first = cubic_control(start, control);
  const Point second = cubic_control(end, control);
  return fmt::format("{} {} {} {} {} {} c\n", short_number(first.x), short_number(first.y),
                     short_number(second.x), short_number(second.y), short_number(end.x),
                     short_number(end.y));
}

std::string letter_program(const Glyph& glyph) {
  std::string program = fmt::format("{} 0 {} d1\n", short_number(glyph.advance), kBounds);
  for (const GlyphContour& contour : glyph.contours) {
    program += fmt::format("{} {} m\n", short_number(contour[0].x), short_number(contour[0].y));
    for (size_t i = 1; i + 1 < contour.size(); i += 2) {
      program += curve_piece(contour[i - 1], contour[i], contour[i + 1]);
    }
  }
  return program + "f\n";
}

//   1 beginbfchar
//   <01> <6F22>
//   endbfchar                             100 lines at most between the two
std::string map_to_unicode(const OwnFont& font) {
  constexpr size_t kMostLines = 100;
  std::string lines;
  const size_t count = font.characters.size();
  for (size_t i = 0; i < count; ++i) {
    if (i % kMostLines == 0) {
      lines += fmt::format("{} beginbfchar\n", std::min(kMostLines, count - i));
    }
    std::string character;
    append_utf8(character, font.characters[i]);
    lines += fmt::format("<{:02X}> {}\n", i + 1, pdf_hex_string(utf16_of(character)));
    if (i + 1 == count || (i + 1) % kMostLines == 0) lines += "endbfchar\n";
  }
  return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
         "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
         "/CMapName /Letters def\n/CMapType 2 def\n"
         "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n" +
         lines + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

size_t add_standard_font(PdfFile& file, FontFace face) {
  return file.add(
      fmt::format("<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>",
                  standard_font(face)));
}

size_t add_own_font(PdfFile& file, const OwnFont& font) {
  std::string programs;
  std::string names;
  std::string widths;
  for (size_t i = 0; i < font.characters.size(); ++i) {
    const Glyph& glyph = glyph_or_box(font.face, font.characters[i]);
    programs +=
        fmt::format(" /c{} {}", i + 1, pdf_reference(file.add_stream(letter_program(glyph))));
    names += fmt::format(" /c{}", i + 1);
    widths += " " + short_number(glyph.advance);
  }
  const size_t to_unicode = file.add_stream(map_to_unicode(font));
  return file.add(
      fmt::format("<< /Type /Font /Subtype /Type3 /FontBBox [{}] /FontMatrix [{} 0 0 {} 0 0]\n"
                  "/CharProcs <<{} >>\n/Encoding << /Type /Encoding /Differences [1{}] >>\n"
                  "/FirstChar 1 /LastChar {} /Widths [{} ] /Resources << >> /ToUnicode {} >>",
                  kBounds, 1 / kGlyphUnits, 1 / kGlyphUnits, programs, names,
                  font.characters.size(), widths, pdf_reference(to_unicode)));
}

}  // namespace jescope
