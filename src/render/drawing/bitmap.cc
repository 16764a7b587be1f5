// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/bitmap.h"

#include <agg2/agg_conv_curve.h>
#include <agg2/agg_conv_dash.h>
#include <agg2/agg_conv_stroke.h>
#include <agg2/agg_path_storage.h>
#include <agg2/agg_pixfmt_rgb.h>
#include <agg2/agg_rasterizer_scanline_aa.h>
#include <agg2/agg_renderer_base.h>
#include <agg2/agg_renderer_scanline.h>
#include <agg2/agg_scanline_u.h>

#include <algorithm>
#include <cmath>

#include "jescope/base/utf8.h"
#include "render/drawing/page_text.h"

namespace jescope {
namespace {

using PixelFormat = agg::pixfmt_rgb24;
using Pixels = agg::renderer_base<PixelFormat>;
using Curves = agg::conv_curve<agg::path_storage>;

agg::rgba8 ink(const Colour& colour) {
  return {colour.red, colour.green, colour.blue};
}

class BitmapPainter {
 public:
  BitmapPainter(Bitmap& bitmap, double scale)
      : scale_(scale),
        buffer_(bitmap.bytes.data(), bitmap.width, bitmap.height,
                static_cast<int>(3 * bitmap.width)),
        format_(buffer_),
        pixels_(format_) {
    rasterizer_.clip_box(0, 0, bitmap.width, bitmap.height);
  }

  void add(const DrawnBox& box) {
    agg::path_storage path = cubic_path(box_outline(box));
    path.close_polygon();
    fill(path, box.fill);
    if (box.border) stroke(path, *box.border);
  }

  void add(const DrawnCurve& curve) {
    agg::path_storage path = cubic_path(curve.points);
    stroke(path, curve.stroke);
  }

  void add(const DrawnPolygon& polygon) {
    agg::path_storage path;
    path.move_to(x(polygon.corners.front()), y(polygon.corners.front()));
    for (const Point& corner : polygon.corners) path.line_to(x(corner), y(corner));
    path.close_polygon();
    fill(path, polygon.fill);
  }

  void add(const DrawnText& text) {
    agg::path_storage path;
    const double unit = text.font_px / kGlyphUnits;
    Point at = text.start;
    for (std::string_view rest = text.words; !rest.empty();) {
      const CodePoint next = decode_utf8(rest);
      rest.remove_prefix(next.byte_count);
      const Glyph& glyph = glyph_or_box(text.face, next.value);
      for (const GlyphContour& contour : glyph.contours) add_contour(path, contour, at, unit);
      at.x += glyph.advance * unit;
    }
    fill(path, text.colour);
  }

 private:
  double x(Point point) const { return point.x * scale_; }
  double y(Point point) const { return point.y * scale_; }

  agg::path_storage cubic_path(const std::vector<Point>& points) const {
    agg::path_storage path;
    path.move_to(x(points.front()), y(points.front()));
    for (size_t i = 1; i + 2 < points.size(); i += 3) {
      path.curve4(x(points[i]), y(points[i]), x(points[i + 1]), y(points[i + 1]), x(points[i + 2]),
                  y(points[i + 2]));
    }
    return path;
  }

  void add_contour(agg::path_storage& path, const GlyphContour& contour, Point at,
                   double unit) const {
    const auto placed = [&](Point point) {
      return Point{at.x + point.x * unit, at.y - point.y * unit};
    };
    const Point start = placed(contour.front());
    path.move_to(x(start), y(start));
    for (size_t i = 1; i + 1 < contour.size(); i += 2) {
      const Point control = placed(contour[i]);
      const Point end = placed(contour[i + 1]);
      path.curve3(x(control), y(control), x(end), y(end));
    }
    path.close_polygon();
  }

  void fill(agg::path_storage& path, const Colour& colour) {
    Curves curves(path);
    rasterizer_.add_path(curves);
    put(colour);
  }

  void stroke(agg::path_storage& path, const Stroke& stroke) {
    Curves curves(path);
    if (!stroke.is_dashed) {
      agg::conv_stroke<Curves> line(curves);
      put_line(line, stroke);
      return;
    }
    agg::conv_dash<Curves> dashes(curves);
    dashes.add_dash(kDashPx * scale_, kDashGapPx * scale_);
    agg::conv_stroke<agg::conv_dash<Curves>> line(dashes);
    put_line(line, stroke);
  }

  template <typename Line>
  void put_line(Line& line, const Stroke& stroke) {
    line.width(stroke.width * scale_);
    rasterizer_.add_path(line);
    put(stroke.colour);
  }

  void put(const Colour& colour) {
    agg::render_scanlines_aa_solid(rasterizer_, scanline_, pixels_, ink(colour));
    rasterizer_.reset();
  }

  const double scale_;
  agg::rendering_buffer buffer_;
  PixelFormat format_;
  Pixels pixels_;
  agg::rasterizer_scanline_aa<> rasterizer_;
  agg::scanline_u8 scanline_;
};

uint32_t whole_pixels(double length) {
  return static_cast<uint32_t>(std::clamp(std::floor(length), 1.0, kLongestSidePixels));
}

}  // namespace

double pixel_scale(const Drawing& drawing, double wanted) {
  const double longest = std::max(drawing.width, drawing.height);
  return std::min({wanted, kLongestSidePixels / longest,
                   std::sqrt(kMostPixels / (drawing.width * drawing.height))});
}

Bitmap draw_bitmap(const Drawing& drawing, double scale) {
  Bitmap bitmap;
  bitmap.width = whole_pixels(drawing.width * scale);
  bitmap.height = whole_pixels(drawing.height * scale);
  bitmap.bytes.assign(size_t{3} * bitmap.width * bitmap.height, 0xFF);
  BitmapPainter painter(bitmap, scale);
  for (const DrawnShape& shape : drawing.shapes) {
    std::visit([&](const auto& drawn) { painter.add(drawn); }, shape);
  }
  return bitmap;
}

}  // namespace jescope
