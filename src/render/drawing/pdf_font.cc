// SPDX-License-Identifier: Apache-2.0
//
// A letter of a Type 3 font is a small drawing: its width and bounds, its outline, "f":
//
//   598 0 0 -300 1230 1000 d1
//   50 304 m 50 377 l ... h f
#include "render/drawing/pdf_font.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

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
  size_t left = font.characters.size();
  size_t room = 0;  // for lines before the next end
  for (const auto& [code, character] : font.characters) {
    if (room == 0) {
      room = std::min(kMostLines, left);
      lines += fmt::format("{} beginbfchar\n", room);
    }
    std::string text;
    append_utf8(text, character);
    lines += fmt::format("<{:02X}> {}\n", code, pdf_hex_string(utf16_of(text)));
    --left;
    if (--room == 0) lines += "endbfchar\n";
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
  const unsigned first = font.characters.begin()->first;
  const unsigned last = font.characters.rbegin()->first;
  std::string programs;
  std::string names;
  std::vector<double> widths(last - first + 1, 0);
  for (const auto& [code, character] : font.characters) {
    const Glyph& glyph = glyph_or_box(font.face, character);
    const size_t program = file.add_stream(letter_program(glyph));
    programs += fmt::format("\n/c{} {}", code, pdf_reference(program));
    names += fmt::format(" {} /c{}", code, code);
    widths[code - first] = glyph.advance;
  }
  std::string width_list;
  for (const double width : widths) width_list += " " + short_number(width);
  const size_t to_unicode = file.add_stream(map_to_unicode(font));
  return file.add(
      fmt::format("<< /Type /Font /Subtype /Type3 /FontBBox [{}] /FontMatrix [{} 0 0 {} 0 0]\n"
                  "/CharProcs <<{} >>\n/Encoding << /Type /Encoding /Differences [{} ] >>\n"
                  "/FirstChar {} /LastChar {} /Widths [{} ] /Resources << >> /ToUnicode {} >>",
                  kBounds, 1 / kGlyphUnits, 1 / kGlyphUnits, programs, names, first, last,
                  width_list, pdf_reference(to_unicode)));
}

}  // namespace jescope
