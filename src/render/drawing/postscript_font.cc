// SPDX-License-Identifier: Apache-2.0
//
//   /F0 /Helvetica western                 a printer's font, encoded as WinAnsi
//
//   /L0 <<                                 a font of letters by their codes
//   45 {598 0 setwidth 50 304 moveto 50 377 lineto ... closepath fill}
//   >> letters
#include "render/drawing/postscript_font.h"

#include <fmt/format.h>

#include "render/drawing/page_text.h"

namespace jescope {
namespace {

// ISOLatin1Encoding has other signs than ASCII at three codes.
constexpr const char* kWestern =
    "/codes ISOLatin1Encoding 256 array copy def\n"
    "codes 39 /quotesingle put codes 45 /hyphen put codes 96 /grave put\n";

constexpr const char* kDefinitions =
    "/western { findfont dup length dict begin\n"
    "  { 1 index /FID ne { def } { pop pop } ifelse } forall\n"
    "  /Encoding codes def currentdict end definefont pop } bind def\n"
    "/letters { 8 dict begin /procedures exch def /FontType 3 def\n"
    "  /FontMatrix [1 1024 div 0 0 1 1024 div 0 0] def /FontBBox [-200 -400 1400 1200] def\n"
    "  /Encoding 256 array def 0 1 255 { Encoding exch /.notdef put } for\n"
    "  /BuildChar { exch /procedures get exch get exec } bind def\n"
    "  currentdict end definefont pop } bind def\n"
    "/setwidth { -200 -400 1400 1200 setcachedevice } bind def\n";

std::string letter_procedure(const Glyph& glyph) {
  std::string code = fmt::format("{{{} 0 setwidth\n", short_number(glyph.advance));
  const auto xy = [](Point at) { return short_number(at.x) + " " + short_number(at.y); };
  for (const GlyphContour& contour : glyph.contours) {
    code += xy(contour.front()) + " moveto\n";
    for (size_t i = 1; i + 1 < contour.size(); i += 2) {
      code += fmt::format("{} {} {} curveto\n", xy(cubic_control(contour[i - 1], contour[i])),
                          xy(cubic_control(contour[i + 1], contour[i])), xy(contour[i + 1]));
    }
    code += "closepath\n";
  }
  return code + "fill}\n";
}

}  // namespace

std::string standard_postscript_fonts() {
  std::string code = kWestern;
  for (const WinAnsiSign& sign : win_ansi_signs()) {
    code += fmt::format("codes {} /{} put\n", sign.code, sign.name);
  }
  code += kDefinitions;
  for (const FontFace face : {FontFace::kSans, FontFace::kSansBold}) {
    code += fmt::format("/F{} /{} western\n", static_cast<int>(face), standard_font(face));
  }
  return code;
}

std::string own_postscript_fonts(const OwnFonts& fonts) {
  std::string code;
  for (size_t i = 0; i < fonts.all().size(); ++i) {
    const OwnFont& font = fonts.all()[i];
    code += fmt::format("/L{} <<\n", i);
    for (const auto& [number, character] : font.characters) {
      code += fmt::format("{} ", number) + letter_procedure(glyph_or_box(font.face, character));
    }
    code += ">> letters\n";
  }
  return code;
}

}  // namespace jescope
