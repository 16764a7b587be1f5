// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/fit_text.h"

#include <algorithm>
#include <cmath>

#include "jescope/base/printable.h"
#include "render/fit_name.h"

namespace jescope {
namespace {

constexpr double kLeastShare = 0.75;  // of a font's size

// Returns the columns that remain when `width` has to become `room`.
size_t columns_for(std::string_view words, double width, double room) {
  const auto columns = static_cast<double>(column_count(words));
  return static_cast<size_t>(std::max(1.0, std::min(columns - 1, columns * room / width)));
}

}  // namespace

FittedText fit_text(FontFace face, double font_px, std::string_view words, double room) {
  FittedText text{printable_text(words), font_px, 0};
  text.width = text_width(face, font_px, text.words);
  if (text.width <= room) return text;
  const double share = std::max(room / text.width, kLeastShare);
  text.font_px *= share;
  text.width *= share;
  while (text.width > room && column_count(text.words) > 1) {
    text.words = cut_middle(text.words, columns_for(text.words, text.width, room));
    text.width = text_width(face, text.font_px, text.words);
  }
  return text;
}

}  // namespace jescope
