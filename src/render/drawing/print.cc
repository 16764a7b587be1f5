// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/print.h"

#include <utility>

#include "render/drawing/bitmap.h"
#include "render/drawing/gif.h"
#include "render/drawing/page_text.h"
#include "render/drawing/palette.h"
#include "render/drawing/pdf.h"
#include "render/drawing/png.h"
#include "render/drawing/postscript.h"

namespace jescope {
namespace {

constexpr double kDrawnPerPixel = 1.5;  // small letters are legible, and windows still hold it

PrintedPicture print_pixels(const Drawing& drawing, PrintFormat format) {
  const double scale = pixel_scale(drawing, kDrawnPerPixel);
  IndexedBitmap bitmap = index_colours(draw_bitmap(drawing, scale));
  return {format == PrintFormat::kGif ? write_gif(std::move(bitmap)) : write_png(bitmap),
          scale / kDrawnPerPixel};
}

}  // namespace

PrintedPicture print(const Drawing& drawing, PrintFormat format) {
  switch (format) {
    case PrintFormat::kPdf: return {write_pdf(drawing), page_scale(drawing)};
    case PrintFormat::kPs:
      return {write_postscript(drawing, PaperKind::kPage), page_scale(drawing)};
    case PrintFormat::kEps:
      return {write_postscript(drawing, PaperKind::kEncapsulated), page_scale(drawing)};
    case PrintFormat::kGif:
    case PrintFormat::kPng: return print_pixels(drawing, format);
  }
  return {};
}

}  // namespace jescope
