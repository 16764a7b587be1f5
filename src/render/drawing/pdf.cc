// SPDX-License-Identifier: Apache-2.0
//
// The page's content, its numbers in pixels under a matrix that makes them points:
//
//   0.75 0 0 0.75 0 0 cm
//   0.965 0.973 0.98 rg 0.55 0.58 0.62 RG 1 w 10 20 m ... h B      a box
//   0.6 0.63 0.67 RG 3.7 w [5 4] 0 d 10 40 m 1 2 3 4 5 6 c S       a curve
//   BT 0.12 0.14 0.16 rg /L0 12 Tf 10 30 Td (main) Tj ET           text
#include "render/drawing/pdf.h"

#include <fmt/format.h>

#include "render/drawing/page_text.h"
#include "render/drawing/pdf_font.h"

namespace jescope {
namespace {

constexpr size_t kMostCodes = 1000;  // of a string

class PageContent {
 public:
  explicit PageContent(const Drawing& drawing) : height_(drawing.height) {
    const std::string scale = short_number(kPointsPerPixel * page_scale(drawing), 6);
    text_ = fmt::format("{} 0 0 {} 0 0 cm\n", scale, scale);
    for (const DrawnShape& shape : drawing.shapes) {
      std::visit([this](const auto& drawn) { add(drawn); }, shape);
    }
  }

  const std::string& text() const { return text_; }
  const OwnFonts& own_fonts() const { return own_fonts_; }

 private:
  std::string xy(Point point) const {
    return short_number(point.x) + " " + short_number(height_ - point.y);
  }

  void add_curve(const std::vector<Point>& points) {
    text_ += xy(points.front()) + " m\n";
    for (size_t i = 1; i + 2 < points.size(); i += 3) {
      text_ += fmt::format("{} {} {} c\n", xy(points[i]), xy(points[i + 1]), xy(points[i + 2]));
    }
  }

  void add_stroke(const Stroke& stroke) {
    text_ += fmt::format("{} RG {} w {} 0 d\n", colour_numbers(stroke.colour),
                         short_number(stroke.width),
                         stroke.is_dashed ? fmt::format("[{} {}]", kDashPx, kDashGapPx) : "[]");
  }

  void add(const DrawnBox& box) {
    text_ += colour_numbers(box.fill) + " rg\n";
    if (box.border) add_stroke(*box.border);
    if (box.radius > 0) {
      add_curve(box_outline(box));
    } else {
      text_ += fmt::format("{} {} {} re\n", xy({box.corner.x, box.corner.y + box.height}),
                           short_number(box.width), short_number(box.height));
    }
    text_ += box.border ? "b\n" : "f\n";
  }

  void add(const DrawnCurve& curve) {
    add_stroke(curve.stroke);
    add_curve(curve.points);
    text_ += "S\n";
  }

  void add(const DrawnPolygon& polygon) {
    text_ += colour_numbers(polygon.fill) + " rg\n";
    for (const Point& corner : polygon.corners) {
      text_ += xy(corner) + (&corner == polygon.corners.data() ? " m\n" : " l\n");
    }
    text_ += "f\n";
  }

  void add(const DrawnText& text) {
    text_ += fmt::format("BT {} rg {} Td\n", colour_numbers(text.colour), xy(text.start));
    for (const TextRun& run : split_runs(text.face, text.words, kMostCodes, own_fonts_)) {
      text_ += fmt::format("{} {} Tf {} Tj\n", font_name(text.face, run),
                           short_number(text.font_px), quoted(run.codes));
    }
    text_ += "ET\n";
  }

  const double height_;
  std::string text_;
  OwnFonts own_fonts_;
};

std::string add_fonts(PdfFile& file, const OwnFonts& own_fonts) {
  std::string fonts;
  for (const FontFace face : {FontFace::kSans, FontFace::kSansBold}) {
    const size_t object = add_standard_font(file, face);
    fonts += fmt::format(" /F{} {}", static_cast<int>(face), pdf_reference(object));
  }
  for (size_t i = 0; i < own_fonts.all().size(); ++i) {
    fonts += fmt::format(" /L{} {}", i, pdf_reference(add_own_font(file, own_fonts.all()[i])));
  }
  return fonts;
}

}  // namespace

std::string write_pdf(const Drawing& drawing) {
  const PageContent page(drawing);
  PdfFile file;
  const size_t root = file.reserve();
  const size_t pages = file.reserve();
  const size_t content = file.add_stream(page.text());
  const std::string fonts = add_fonts(file, page.own_fonts());
  const double points = kPointsPerPixel * page_scale(drawing);
  const size_t leaf =
      file.add(fmt::format("<< /Type /Page /Parent {} /MediaBox [0 0 {} {}] /Contents {}\n"
                           "/Resources << /Font <<{} >> >> >>",
                           pdf_reference(pages), short_number(drawing.width * points),
                           short_number(drawing.height * points), pdf_reference(content), fonts));
  const std::string title = pdf_hex_string("\xFE\xFF" + utf16_of(drawing.title));
  const size_t info = file.add(fmt::format("<< /Title {} /Producer (jescope) >>", title));
  file.write(pages, fmt::format("<< /Type /Pages /Kids [{}] /Count 1 >>", pdf_reference(leaf)));
  file.write(root, fmt::format("<< /Type /Catalog /Pages {} /ViewerPreferences "
                               "<< /DisplayDocTitle true >> >>",
                               pdf_reference(pages)));
  return file.finish(root, info);
}

}  // namespace jescope
