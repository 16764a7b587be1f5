// SPDX-License-Identifier: Apache-2.0
//
// The colours are those of style.css for light windows: fills are looked up there.
#include "render/flame/paint.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "render/drawing/fit_text.h"
#include "render/flame/assets.h"
#include "render/flame/page.h"

namespace jescope {
namespace {

constexpr Colour kWhite = colour_of(0xffffff);
constexpr Colour kInk = colour_of(0x1f2328);
constexpr Colour kPaleInk = colour_of(0x59636e);
constexpr Colour kEdge = colour_of(0x9aa0a7);
constexpr Colour kSides = colour_of(0x797b7e);
constexpr Colour kRoot = colour_of(0xe4e7eb);
constexpr Colour kFolded = colour_of(0xeef0f3);  // of frames that stand for several
constexpr double kFontPx = 12;
constexpr double kTitleFontPx = 16;
constexpr double kKeyBaselinePx = 10;
constexpr double kRoundedPx = 2;
constexpr double kStrikePx = 4;  // above the base line
constexpr double kContentPx = kFlamePageWidthPx - 2.0 * kFlameMarginPx;

// Returns the colour of ".flame .s4{fill:#f8d7a9}"; dark windows' rules stand after it.
Colour colour_of_class(std::string_view name) {
  const std::string rule = ".flame ." + std::string(name) + "{fill:#";
  const std::string_view sheet = flame_style_sheet();
  const size_t at = sheet.find(rule);
  if (at == std::string_view::npos) return kFolded;
  uint32_t rgb = 0;
  const char* const digits = sheet.data() + at + rule.size();
  std::from_chars(digits, digits + 6, rgb, 16);
  return colour_of(rgb);
}

// Returns the colour as it looks on white where so much of it is opaque.
Colour on_white(const Colour& colour, double opacity) {
  const auto blend = [opacity](uint8_t channel) {
    return static_cast<uint8_t>(255 - (255 - channel) * opacity);
  };
  return {blend(colour.red), blend(colour.green), blend(colour.blue)};
}

std::string_view first_word(std::string_view words) {
  return words.substr(0, words.find(' '));
}

// What is compiled into its caller is paler, but for changes and sizes.
double opacity_of(std::string_view shade, bool is_inlined) {
  if (!is_inlined) return 1;
  if (shade.starts_with('s')) return 0.55;
  return shade.starts_with('l') ? 0.75 : 1;
}

bool is_folded(std::string_view shade) {
  return shade == "run" || shade == "deeper";
}

Colour fill_of(std::string_view shade, bool is_inlined) {
  if (shade == "root") return kRoot;
  if (is_folded(shade)) return kFolded;
  return on_white(colour_of_class(shade), opacity_of(shade, is_inlined));
}

class FlamePainter {
 public:
  Drawing paint(const FlamePicture& picture) {
    drawing_.title = picture.title;
    drawing_.width = kFlamePageWidthPx;
    drawing_.height = picture.height_px;
    for (const FlameFrame& frame : picture.frames) paint_frame(frame);
    for (const FlameKey& key : picture.legend.keys) paint_key(key);
    paint_head(picture.head);
    paint_no_samples(picture);
    return std::move(drawing_);
  }

 private:
  // Returns the width.
  double text(Point start, std::string_view words, double room, const DrawnText& letters) {
    const FittedText fitted = fit_text(letters.face, letters.font_px, words, room);
    drawing_.shapes.push_back(
        DrawnText{fitted.words, start, letters.face, fitted.font_px, letters.colour});
    return fitted.width;
  }

  void line(double left, double y, double length, const Stroke& stroke) {
    const auto along = [&](double share) { return Point{left + share * length, y}; };
    drawing_.shapes.push_back(
        DrawnCurve{{along(0), along(1 / 3.0), along(2 / 3.0), along(1)}, stroke});
  }

  void paint_frame(const FlameFrame& frame) {
    const std::string_view shade = first_word(frame.css_class);
    const double left = frame.left / 100.0;
    const double width = (frame.right - frame.left) / 100.0;
    const bool is_narrow = width < kFlameNarrowPx;
    DrawnBox box{{left, double(frame.y)},          width, kFlameRowPx, is_narrow ? 0 : kRoundedPx,
                 fill_of(shade, frame.is_inlined), {}};
    if (!is_narrow) box.border = Stroke{kWhite, 1, false};
    drawing_.shapes.push_back(box);
    if (frame.is_inlined && !is_narrow) line(left + 2, frame.y + 1, width - 3, {kEdge, 1, true});
    if (frame.sides) paint_sides(frame, *frame.sides);
    if (!frame.name.empty()) paint_name(frame, shade);
  }

  void paint_sides(const FlameFrame& frame, const FlameSides& sides) {
    const double left = frame.left / 100.0 + 1;
    const double lower = frame.y + kFlameRowPx - 1;
    if (sides.before > 0) line(left, frame.y + 1, sides.before / 100.0, {kSides, 1, false});
    if (sides.after > 0) line(left, lower, sides.after / 100.0, {kSides, 1, false});
  }

  void paint_name(const FlameFrame& frame, std::string_view shade) {
    const Point start = {frame.left / 100.0 + kFlameTextInsetPx,
                         double(frame.y) + kFlameTextBaselinePx};
    const double room = (frame.right - frame.left) / 100.0 - 2 * kFlameTextInsetPx;
    const bool is_new = shade == "dn";
    const FontFace face = is_new ? FontFace::kSansBold : FontFace::kSans;
    const Colour colour = is_folded(shade) ? kPaleInk : kInk;
    const double width = text(start, frame.name, room, {{}, {}, face, kFontPx, colour});
    if (shade == "dg") line(start.x, start.y - kStrikePx, width, {kInk, 1, false});
  }

  void paint_key(const FlameKey& key) {
    const Point corner = {double(key.x), double(key.y)};
    const bool has_swatch = !key.css_class.empty();
    if (has_swatch) {
      drawing_.shapes.push_back(DrawnBox{corner,
                                         kFlameSwatchPx,
                                         kFlameSwatchPx,
                                         kRoundedPx,
                                         fill_of(key.css_class, key.is_inlined),
                                         {}});
    }
    if (key.is_inlined) line(corner.x, corner.y + 1, kFlameSwatchPx, {kEdge, 1, true});
    const Point start = {corner.x + (has_swatch ? kFlameKeyTextPx : 0), corner.y + kKeyBaselinePx};
    text(start, key.label, kFlamePageWidthPx - start.x,
         {{}, {}, FontFace::kSans, kFontPx, kPaleInk});
  }

  void head_line(double y, std::string_view words, const DrawnText& letters) {
    text({kFlameMarginPx, y}, words, kContentPx, letters);
  }

  void paint_head(const FlameHead& head) {
    head_line(30, head.title, {{}, {}, FontFace::kSansBold, kTitleFontPx, kInk});
    head_line(49, head.subtitle, {{}, {}, FontFace::kSans, kFontPx, kPaleInk});
    head_line(76, head.name, {{}, {}, FontFace::kMonoBold, kFontPx, kInk});
    head_line(94, head.numbers, {{}, {}, FontFace::kSans, kFontPx, kInk});
  }

  void paint_no_samples(const FlamePicture& picture) {
    double y = picture.height_px / 2.0 + 16;
    for (const std::string& words : picture.no_samples) {
      const double width = text_width(FontFace::kSans, kFontPx, words);
      text({(kFlamePageWidthPx - width) / 2, y}, words, kContentPx,
           {{}, {}, FontFace::kSans, kFontPx, kPaleInk});
      y += 22;
    }
  }

  Drawing drawing_;
};

}  // namespace

Drawing paint_flame(const FlamePicture& picture) {
  return FlamePainter().paint(picture);
}

}  // namespace jescope
