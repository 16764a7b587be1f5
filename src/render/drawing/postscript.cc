// SPDX-License-Identifier: Apache-2.0
//
//   %!PS-Adobe-3.0
//   %%BoundingBox: 0 0 480 300            points
//   %%EndComments
//   %%BeginProlog ... %%EndProlog         short names for what is drawn
//   %%BeginSetup ... %%EndSetup           fonts, and the size of the paper
//   %%Page: 1 1
//   0.965 0.973 0.98 c                    a box: its fill, outline, border
//   10 20 m 1 2 3 4 5 6 k ... h gsave fill grestore
//   0.55 0.58 0.62 c 1 w stroke
//   0.12 0.14 0.16 c 10 30 m 12 /L0 f (main) show
//   showpage
//   %%Trailer
//   %%EOF
#include "render/drawing/postscript.h"

#include <fmt/format.h>

#include <cmath>

#include "render/drawing/page_text.h"
#include "render/drawing/postscript_font.h"

namespace jescope {
namespace {

constexpr size_t kMostCodes = 50;        // of a string; each takes at most 4 characters
constexpr size_t kMostTitleCodes = 200;  // of a comment

constexpr const char* kProlog =
    "/c { setrgbcolor } bind def /w { setlinewidth } bind def\n"
    "/m { moveto } bind def /l { lineto } bind def /k { curveto } bind def\n"
    "/h { closepath } bind def /f { exch selectfont } bind def\n"
    "/solid { [] 0 setdash } bind def\n";

// A comment ends with its line, and holds ASCII only.
std::string title_comment(std::string_view title) {
  std::string text;
  for (const char byte : title.substr(0, kMostTitleCodes)) {
    const bool is_plain = byte >= 0x20 && byte < 0x7F && byte != '(' && byte != ')' && byte != '\\';
    text += is_plain ? byte : '?';
  }
  return "%%Title: (" + text + ")\n";
}

class PageProgram {
 public:
  explicit PageProgram(const Drawing& drawing) : height_(drawing.height) {
    const std::string scale = short_number(kPointsPerPixel * page_scale(drawing), 6);
    text_ = fmt::format("gsave {} {} scale\n", scale, scale);
    for (const DrawnShape& shape : drawing.shapes) {
      std::visit([this](const auto& drawn) { add(drawn); }, shape);
    }
    text_ += "grestore\n";
  }

  const std::string& text() const { return text_; }
  const OwnFonts& own_fonts() const { return own_fonts_; }

 private:
  std::string xy(Point point) const {
    return short_number(point.x) + " " + short_number(height_ - point.y);
  }

  void set_colour(const Colour& colour) { text_ += colour_numbers(colour) + " c\n"; }

  void add_curve(const std::vector<Point>& points) {
    text_ += xy(points.front()) + " m\n";
    for (size_t i = 1; i + 2 < points.size(); i += 3) {
      text_ += fmt::format("{} {} {} k\n", xy(points[i]), xy(points[i + 1]), xy(points[i + 2]));
    }
  }

  void add_stroke(const Stroke& stroke) {
    set_colour(stroke.colour);
    text_ += fmt::format("{} w ", short_number(stroke.width));
    if (stroke.is_dashed) text_ += fmt::format("[{} {}] 0 setdash ", kDashPx, kDashGapPx);
    text_ += stroke.is_dashed ? "stroke solid\n" : "stroke\n";
  }

  void add(const DrawnBox& box) {
    set_colour(box.fill);
    add_curve(box_outline(box));
    text_ += box.border ? "h gsave fill grestore\n" : "h fill\n";
    if (box.border) add_stroke(*box.border);
  }

  void add(const DrawnCurve& curve) {
    add_curve(curve.points);
    add_stroke(curve.stroke);
  }

  void add(const DrawnPolygon& polygon) {
    set_colour(polygon.fill);
    for (const Point& corner : polygon.corners) {
      text_ += xy(corner) + (&corner == polygon.corners.data() ? " m " : " l ");
    }
    text_ += "h fill\n";
  }

  void add(const DrawnText& text) {
    set_colour(text.colour);
    text_ += xy(text.start) + " m\n";
    for (const TextRun& run : split_runs(text.face, text.words, kMostCodes, own_fonts_)) {
      text_ += fmt::format("{} {} f {} show\n", short_number(text.font_px),
                           font_name(text.face, run), quoted(run.codes));
    }
  }

  const double height_;
  std::string text_;
  OwnFonts own_fonts_;
};

std::string head(const Drawing& drawing, PaperKind kind) {
  const double points = kPointsPerPixel * page_scale(drawing);
  const double width = drawing.width * points;
  const double height = drawing.height * points;
  return fmt::format("%!PS-Adobe-3.0{}\n", kind == PaperKind::kPage ? "" : " EPSF-3.0") +
         title_comment(drawing.title) +
         fmt::format(
             "%%Creator: jescope\n%%BoundingBox: 0 0 {} {}\n"
             "%%HiResBoundingBox: 0 0 {} {}\n",
             std::ceil(width), std::ceil(height), short_number(width), short_number(height)) +
         "%%LanguageLevel: 2\n%%DocumentData: Clean7Bit\n%%Pages: 1\n"
         "%%DocumentNeededResources: font Helvetica Helvetica-Bold\n"
         "%%EndComments\n";
}

std::string paper(const Drawing& drawing) {
  const double points = kPointsPerPixel * page_scale(drawing);
  return fmt::format(
      "%%BeginFeature: *CustomPageSize True\n"
      "<< /PageSize [{} {}] >> setpagedevice\n%%EndFeature\n",
      std::ceil(drawing.width * points), std::ceil(drawing.height * points));
}

}  // namespace

std::string write_postscript(const Drawing& drawing, PaperKind kind) {
  const PageProgram page(drawing);
  return head(drawing, kind) + "%%BeginProlog\n40 dict begin\n" + kProlog + "%%EndProlog\n" +
         "%%BeginSetup\n" + (kind == PaperKind::kPage ? paper(drawing) : "") +
         standard_postscript_fonts() + own_postscript_fonts(page.own_fonts()) +
         "%%EndSetup\n%%Page: 1 1\n" + page.text() + "showpage\n%%Trailer\nend\n%%EOF\n";
}

}  // namespace jescope
