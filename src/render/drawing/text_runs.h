// SPDX-License-Identifier: Apache-2.0
//
// Text in the bytes of the fonts that write it. Every PDF reader and printer has
// Helvetica for the characters of Windows' Western code page (WinAnsi). Other
// characters, and all of fixed width, which Courier would make hard to read, are drawn
// by fonts that the file brings along, made of our own letters:
//
//   "Größe 漢"  ->  Helvetica "Gr\xF6\xDFe ", own font 0 "\x01"
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/drawing/glyphs.h"

namespace jescope {

// Characters by their codes.
struct OwnFont {
  FontFace face = FontFace::kSans;
  std::map<uint8_t, char32_t> characters;
};

class OwnFonts {
 public:
  struct Place {
    size_t font = 0;
    uint8_t code = 1;
  };

  // Returns the place of a character, which gets one if it has none: its code in
  // WinAnsi, or in another font the next one.
  Place place_of(FontFace face, char32_t character);

  const std::vector<OwnFont>& all() const { return fonts_; }

 private:
  size_t add_font(FontFace face);
  Place find_room(FontFace face, char32_t character);

  std::map<std::pair<FontFace, char32_t>, Place> places_;
  std::map<FontFace, size_t> western_;
  std::map<FontFace, size_t> open_;  // the other font of a face that has room
  std::vector<OwnFont> fonts_;
};

struct TextRun {
  std::optional<size_t> own_font;  // absent: the face's standard font
  std::string codes;
};

// Returns the runs from left to right, each of at most `most_codes` bytes.
std::vector<TextRun> split_runs(FontFace face, std::string_view words, size_t most_codes,
                                OwnFonts& fonts);

// A character that stands elsewhere in WinAnsi than in Unicode.
struct WinAnsiSign {
  char32_t character = 0;
  uint8_t code = 0;
  const char* name = "";  // in PostScript
};

const std::vector<WinAnsiSign>& win_ansi_signs();

// Returns the standard font of a face, or null where it has none: "Helvetica".
const char* standard_font(FontFace face);

}  // namespace jescope
