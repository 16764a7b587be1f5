// SPDX-License-Identifier: Apache-2.0
//
// The colours are those of style.css for light windows.
#include "render/graph/paint.h"

#include <algorithm>
#include <array>
#include <utility>

#include "render/drawing/fit_text.h"

namespace jescope {
namespace {

constexpr Colour kWhite = colour_of(0xffffff);
constexpr Colour kInk = colour_of(0x1f2328);
constexpr Colour kPaleInk = colour_of(0x59636e);
constexpr Colour kLabelInk = colour_of(0x47505a);
constexpr Colour kBoxBorder = colour_of(0x8c959f);
constexpr Colour kLine = colour_of(0x98a1ab);
constexpr double kTextRoomPx = 4;  // between a box and its texts, at least
constexpr double kLabelRoomPx = 2;
constexpr double kWidestLabelPx = 200;

// In the order of Tone.
constexpr std::array kToneColours = {colour_of(0xf6f8fa), colour_of(0xfdf3dc), colour_of(0xfde6b8),
                                     colour_of(0xfbd38d), colour_of(0xf8b868), colour_of(0xf29b4b),
                                     colour_of(0xe3e6ea), colour_of(0xfdeae6), colour_of(0xfad3cb),
                                     colour_of(0xf09483), colour_of(0xe87563), colour_of(0xe6f0fb),
                                     colour_of(0xcbe0f7), colour_of(0x86b5e8), colour_of(0x659fde)};

// In the order of ChangeSign.
constexpr std::array kBorders = {kBoxBorder, colour_of(0xb8412a), colour_of(0x2a62a8)};
constexpr std::array kLines = {kLine, colour_of(0xcf7b69), colour_of(0x6f9cd0)};

Colour fill_of(Tone tone) {
  return kToneColours[static_cast<size_t>(tone)];
}

struct Letters {
  FontFace face = FontFace::kSans;
  Colour colour = kInk;
};

// Puts shapes into a drawing; those of the view are moved to where it is.
class Painter {
 public:
  explicit Painter(const GraphPicture& picture) : picture_(picture) {}

  Drawing paint() {
    drawing_.title = picture_.title;
    drawing_.width = picture_.width;
    drawing_.height = picture_.height;
    for (const PictureEdge& edge : picture_.edges) paint_edge(edge);
    for (const PictureNode& node : picture_.nodes) paint_node(node);
    paint_head();
    for (const LegendPart& part : picture_.legend) {
      std::visit([this](const auto& shown) { paint_part(shown); }, part);
    }
    return std::move(drawing_);
  }

 private:
  Point moved(Point place) const { return {place.x + picture_.view.x, place.y + picture_.view.y}; }

  template <typename Points>
  std::vector<Point> moved_all(const Points& places) const {
    std::vector<Point> points;
    for (const Point& place : places) points.push_back(moved(place));
    return points;
  }

  void text_from(Point start, const FittedText& text, const Letters& letters) {
    drawing_.shapes.push_back(
        DrawnText{text.words, start, letters.face, text.font_px, letters.colour});
  }

  void text_around(Point middle, const FittedText& text, const Letters& letters) {
    text_from({middle.x - text.width / 2, middle.y}, text, letters);
  }

  // A label hides the lines behind it.
  void paint_label(const PictureEdge& edge) {
    const FittedText text =
        fit_text(FontFace::kSans, edge.label.font_px, edge.label.words, kWidestLabelPx);
    const Point at = moved(edge.label.at);
    const Point start = {edge.is_label_beside ? at.x : at.x - text.width / 2, at.y};
    drawing_.shapes.push_back(DrawnBox{{start.x - kLabelRoomPx, at.y - edge.label.font_px * 0.85},
                                       text.width + 2 * kLabelRoomPx,
                                       edge.label.font_px * 1.1,
                                       0,
                                       kWhite,
                                       {}});
    text_from(start, text, {FontFace::kSans, kLabelInk});
  }

  void paint_edge(const PictureEdge& edge) {
    const Colour colour = kLines[static_cast<size_t>(edge.sign)];
    drawing_.shapes.push_back(
        DrawnCurve{moved_all(edge.curve), {colour, edge.line_px, edge.bridges}});
    drawing_.shapes.push_back(DrawnPolygon{moved_all(edge.head), colour});
    paint_label(edge);
  }

  void paint_in_box(const PictureNode& node, const PictureText& text, FontFace face) {
    const double room = node.width - 2 * kTextRoomPx;
    text_around(moved(text.at), fit_text(face, text.font_px, text.words, room), {face, kInk});
  }

  void paint_node(const PictureNode& node) {
    drawing_.shapes.push_back(DrawnBox{moved(node.corner), node.width, node.height, kNodeRadiusPx,
                                       fill_of(node.tone),
                                       Stroke{kBorders[static_cast<size_t>(node.sign)], 1, false}});
    paint_in_box(node, node.name, FontFace::kMonoBold);
    for (const PictureText& line : node.numbers) paint_in_box(node, line, FontFace::kSans);
  }

  void paint_line_of_head(const PictureText& line, const Letters& letters) {
    const double room = picture_.width - 2 * kGraphMarginPx;
    text_from(line.at, fit_text(letters.face, line.font_px, line.words, room), letters);
  }

  void paint_head() {
    paint_line_of_head(picture_.title_line, {FontFace::kSansBold, kInk});
    paint_line_of_head(picture_.subtitle_line, {FontFace::kSans, kPaleInk});
    paint_line_of_head(picture_.extent_line, {FontFace::kSans, kPaleInk});
    const double room = picture_.width - 2 * kGraphMarginPx;
    for (const PictureText& line : picture_.no_samples) {
      const bool is_first = &line == &picture_.no_samples.front();
      const Letters letters =
          is_first ? Letters{FontFace::kSansBold, kInk} : Letters{FontFace::kSans, kPaleInk};
      text_around(line.at, fit_text(letters.face, line.font_px, line.words, room), letters);
    }
  }

  void paint_part(const LegendText& text) {
    const double left = text.at.x - legend_saved_;
    const double room = picture_.width - kGraphMarginPx - left;
    const FittedText fitted = fit_text(FontFace::kSans, kLegendFontPx, text.words, room);
    text_from({left, text.at.y}, fitted, {FontFace::kSans, kPaleInk});
    legend_saved_ += text.room - fitted.width;
  }

  void paint_part(const LegendSwatch& swatch) {
    drawing_.shapes.push_back(DrawnBox{{swatch.corner.x - legend_saved_, swatch.corner.y},
                                       kSwatchWidthPx,
                                       kSwatchHeightPx,
                                       0,
                                       fill_of(swatch.tone),
                                       Stroke{kBoxBorder, 0.5, false}});
  }

  void paint_part(const LegendLine& line) {
    const auto along = [&](double share) {
      return Point{line.start.x - legend_saved_ + share * kLegendLinePx, line.start.y};
    };
    drawing_.shapes.push_back(DrawnCurve{{along(0), along(1 / 3.0), along(2 / 3.0), along(1)},
                                         {kLine, line.line_px, line.is_dashed}});
  }

  const GraphPicture& picture_;
  Drawing drawing_;
  double legend_saved_ = 0;  // pixels: how much narrower the texts are than their rooms
};

}  // namespace

Drawing paint_graph(const GraphPicture& picture) {
  return Painter(picture).paint();
}

}  // namespace jescope
