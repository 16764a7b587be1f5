// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/text_runs.h"

#include <algorithm>
#include <array>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr size_t kMostCharacters = 255;
constexpr char32_t kSoftHyphen = 0xAD;  // readers hide it

std::optional<uint8_t> win_ansi_code(char32_t character) {
  const bool is_ascii = character >= 0x20 && character < 0x7F;
  const bool is_latin = character >= 0xA0 && character <= 0xFF && character != kSoftHyphen;
  if (is_ascii || is_latin) return static_cast<uint8_t>(character);
  const auto& signs = win_ansi_signs();
  const auto sign = std::ranges::find(signs, character, &WinAnsiSign::character);
  if (sign == signs.end()) return std::nullopt;
  return sign->code;
}

}  // namespace

size_t OwnFonts::add_font(FontFace face) {
  fonts_.push_back({face, {}});
  return fonts_.size() - 1;
}

OwnFonts::Place OwnFonts::find_room(FontFace face, char32_t character) {
  if (const std::optional<uint8_t> code = win_ansi_code(character)) {
    const auto [western, is_new] = western_.try_emplace(face, fonts_.size());
    if (is_new) add_font(face);
    return {western->second, *code};
  }
  const auto [open, is_new] = open_.try_emplace(face, fonts_.size());
  if (is_new || fonts_[open->second].characters.size() == kMostCharacters) {
    open->second = add_font(face);
  }
  return {open->second, static_cast<uint8_t>(fonts_[open->second].characters.size() + 1)};
}

OwnFonts::Place OwnFonts::place_of(FontFace face, char32_t character) {
  const auto [entry, is_new] = places_.try_emplace({face, character});
  if (!is_new) return entry->second;
  const Place place = find_room(face, character);
  fonts_[place.font].characters[place.code] = character;
  entry->second = place;
  return place;
}

std::vector<TextRun> split_runs(FontFace face, std::string_view words, size_t most_codes,
                                OwnFonts& fonts) {
  std::vector<TextRun> runs;
  while (!words.empty()) {
    const CodePoint next = decode_utf8(words);
    words.remove_prefix(next.byte_count);
    std::optional<size_t> own_font;
    std::optional<uint8_t> code;
    if (standard_font(face) != nullptr) code = win_ansi_code(next.value);
    if (!code) {
      const OwnFonts::Place place = fonts.place_of(face, next.value);
      own_font = place.font;
      code = place.code;
    }
    const bool goes_on =
        !runs.empty() && runs.back().own_font == own_font && runs.back().codes.size() < most_codes;
    if (!goes_on) runs.push_back({own_font, {}});
    runs.back().codes += static_cast<char>(*code);
  }
  return runs;
}

const std::vector<WinAnsiSign>& win_ansi_signs() {
  static const std::vector<WinAnsiSign> signs = {
      {U'\u20AC', 0x80, "Euro"},          {U'\u2026', 0x85, "ellipsis"},
      {U'\u2020', 0x86, "dagger"},        {U'\u2018', 0x91, "quoteleft"},
      {U'\u2019', 0x92, "quoteright"},    {U'\u201C', 0x93, "quotedblleft"},
      {U'\u201D', 0x94, "quotedblright"}, {U'\u2022', 0x95, "bullet"},
      {U'\u2013', 0x96, "endash"},        {U'\u2014', 0x97, "emdash"},
      {U'\u2122', 0x99, "trademark"}};
  return signs;
}

const char* standard_font(FontFace face) {
  constexpr std::array kNames = {"Helvetica", "Helvetica-Bold", static_cast<const char*>(nullptr)};
  return kNames[static_cast<size_t>(face)];
}

}  // namespace jescope
