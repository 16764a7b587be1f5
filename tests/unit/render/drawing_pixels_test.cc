// SPDX-License-Identifier: Apache-2.0
//
// Drawings as pixels: what is seen where, and that other readers see the same.
#include <gif_lib.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "render/drawing/bitmap.h"
#include "render/drawing/gif.h"
#include "render/drawing/palette.h"
#include "render/drawing/png.h"
#include "render/drawing/print.h"

namespace jescope {
namespace {

constexpr Colour kWhite = colour_of(0xffffff);
constexpr Colour kRed = colour_of(0xff0000);

Colour pixel(const Bitmap& bitmap, uint32_t x, uint32_t y) {
  const uint8_t* const at = bitmap.row(y) + size_t{3} * x;
  return {at[0], at[1], at[2]};
}

Colour pixel(const IndexedBitmap& bitmap, uint32_t x, uint32_t y) {
  return bitmap.palette[bitmap.indexes[size_t{y} * bitmap.width + x]];
}

Drawing drawing_of(double width, double height, std::vector<DrawnShape> shapes = {}) {
  return {"title", width, height, std::move(shapes)};
}

TEST(Bitmap, FillsBoxes) {
  const Drawing drawing = drawing_of(20, 10, {DrawnBox{{5, 2}, 10, 5, 0, kRed, {}}});
  const Bitmap bitmap = draw_bitmap(drawing, 2);
  EXPECT_EQ(bitmap.width, 40u);
  EXPECT_EQ(bitmap.height, 20u);
  EXPECT_EQ(pixel(bitmap, 0, 0), kWhite);
  EXPECT_EQ(pixel(bitmap, 9, 4), kWhite);
  EXPECT_EQ(pixel(bitmap, 10, 4), kRed);
  EXPECT_EQ(pixel(bitmap, 29, 13), kRed);
  EXPECT_EQ(pixel(bitmap, 30, 14), kWhite);
}

TEST(Bitmap, RoundsCorners) {
  const Drawing drawing = drawing_of(40, 40, {DrawnBox{{0, 0}, 40, 40, 12, kRed, {}}});
  const Bitmap bitmap = draw_bitmap(drawing, 1);
  EXPECT_EQ(pixel(bitmap, 0, 0), kWhite);
  EXPECT_EQ(pixel(bitmap, 39, 39), kWhite);
  EXPECT_EQ(pixel(bitmap, 20, 0), kRed);
  EXPECT_EQ(pixel(bitmap, 6, 6), kRed);
}

TEST(Bitmap, LeavesGapsInDashedLines) {
  const DrawnCurve line = {{{0, 5}, {10, 5}, {20, 5}, {30, 5}}, {kRed, 2, true}};
  const Bitmap bitmap = draw_bitmap(drawing_of(30, 10, {line}), 1);
  EXPECT_EQ(pixel(bitmap, 2, 4), kRed);
  EXPECT_EQ(pixel(bitmap, 7, 4), kWhite);
  EXPECT_EQ(pixel(bitmap, 11, 4), kRed);
}

TEST(Bitmap, WritesTextOnItsBaseLine) {
  const DrawnText text = {"H", {2, 18}, FontFace::kMonoBold, 20, kRed};
  const Bitmap bitmap = draw_bitmap(drawing_of(20, 20, {text}), 1);
  const auto has_ink = [&](uint32_t y) {
    return std::any_of(bitmap.row(y), bitmap.row(y) + 60, [](uint8_t byte) { return byte < 128; });
  };
  EXPECT_FALSE(has_ink(2));
  EXPECT_TRUE(has_ink(6));
  EXPECT_TRUE(has_ink(17));
  EXPECT_FALSE(has_ink(18));
}

TEST(Bitmap, TakesShapesFarOutside) {
  const DrawnBox box{{-1e6, -1e6}, 2e6, 2e6, 5, kRed, Stroke{kRed, 3, false}};
  const DrawnCurve line{{{-1e6, 5}, {0, 5}, {1, 5}, {1e6, 5}}, {kWhite, 2, false}};
  const Bitmap bitmap = draw_bitmap(drawing_of(10, 10, {box, line}), 1);
  EXPECT_EQ(pixel(bitmap, 5, 1), kRed);
  EXPECT_EQ(pixel(bitmap, 5, 5), kWhite);
}

struct ScaleCase {
  const char* name;
  double width;
  double height;
  double expected;
};

class PixelScale : public testing::TestWithParam<ScaleCase> {};

TEST_P(PixelScale, IsBounded) {
  const ScaleCase& row = GetParam();
  EXPECT_NEAR(pixel_scale(drawing_of(row.width, row.height), 2), row.expected, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Table, PixelScale,
                         testing::Values(ScaleCase{"Small", 800, 600, 2},
                                         ScaleCase{"Area", 16000, 16000, 0.5},
                                         ScaleCase{"Side", 131070, 10, 0.5},
                                         ScaleCase{"SideAndArea", 1e6, 1e6, 0.008}),
                         [](const auto& row) { return row.param.name; });

TEST(Print, SaysWhatIsMadeSmaller) {
  EXPECT_EQ(print(drawing_of(100, 100), PrintFormat::kPng).scale, 1);
  EXPECT_NEAR(print(drawing_of(87380, 4), PrintFormat::kGif).scale, 0.5, 1e-3);
}

TEST(Palette, HoldsEachColourWhereThereAreFew) {
  const Drawing drawing = drawing_of(9, 9, {DrawnBox{{3, 3}, 3, 3, 0, kRed, {}}});
  const IndexedBitmap indexed = index_colours(draw_bitmap(drawing, 1));
  EXPECT_EQ(indexed.palette.size(), 2u);
  EXPECT_EQ(pixel(indexed, 0, 0), kWhite);
  EXPECT_EQ(pixel(indexed, 4, 4), kRed);
}

Bitmap noise(uint32_t side) {
  std::mt19937 random(7);
  Bitmap bitmap{side, side, std::vector<uint8_t>(size_t{3} * side * side)};
  for (uint8_t& byte : bitmap.bytes) byte = static_cast<uint8_t>(random());
  return bitmap;
}

TEST(Palette, StaysNearWhereThereAreMany) {
  const Bitmap bitmap = noise(100);
  const IndexedBitmap indexed = index_colours(bitmap);
  ASSERT_EQ(indexed.palette.size(), kPaletteColours);
  for (uint32_t y = 0; y < 100; ++y) {
    for (uint32_t x = 0; x < 100; ++x) {
      const Colour was = pixel(bitmap, x, y);
      const Colour is = pixel(indexed, x, y);
      EXPECT_LE(std::max({std::abs(was.red - is.red), std::abs(was.green - is.green),
                          std::abs(was.blue - is.blue)}),
                64);
    }
  }
}

struct Reading {
  std::string_view rest;
};

int read_bytes(GifFileType* file, GifByteType* bytes, int count) {
  std::string_view& rest = static_cast<Reading*>(file->UserData)->rest;
  const size_t taken = std::min(rest.size(), static_cast<size_t>(count));
  std::copy_n(rest.begin(), taken, bytes);
  rest.remove_prefix(taken);
  return static_cast<int>(taken);
}

TEST(Gif, IsReadAsItWas) {
  const IndexedBitmap indexed = index_colours(noise(61));
  const std::string bytes = write_gif(indexed);
  Reading reading{bytes};
  int error = 0;
  GifFileType* const file = DGifOpen(&reading, read_bytes, &error);
  ASSERT_NE(file, nullptr);
  ASSERT_EQ(DGifSlurp(file), GIF_OK);
  ASSERT_EQ(file->ImageCount, 1);
  ASSERT_EQ(file->SWidth, 61);
  const GifByteType* const raster = file->SavedImages[0].RasterBits;
  EXPECT_TRUE(std::equal(indexed.indexes.begin(), indexed.indexes.end(), raster));
  for (size_t i = 0; i < indexed.palette.size(); ++i) {
    const GifColorType& colour = file->SColorMap->Colors[i];
    EXPECT_EQ(indexed.palette[i], (Colour{colour.Red, colour.Green, colour.Blue}));
  }
  DGifCloseFile(file, &error);
}

uint32_t number_at(std::string_view bytes, size_t at) {
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
  return number;
}

TEST(Png, IsReadAsItWas) {
  const IndexedBitmap indexed = index_colours(noise(61));
  const std::string bytes = write_png(indexed);
  std::string chunks;
  std::string rows(size_t{62} * 61, '\0');
  for (size_t at = 8; at < bytes.size();) {
    const uint32_t length = number_at(bytes, at);
    const std::string_view checked = std::string_view(bytes).substr(at + 4, length + 4);
    const auto* const data = reinterpret_cast<const Bytef*>(checked.data());
    EXPECT_EQ(number_at(bytes, at + 8 + length), crc32(0, data, length + 4));
    chunks += checked.substr(0, 4);
    uLongf count = rows.size();
    if (checked.starts_with("IDAT")) {
      ASSERT_EQ(uncompress(reinterpret_cast<Bytef*>(rows.data()), &count, data + 4, length), Z_OK);
      ASSERT_EQ(count, rows.size());
    }
    at += length + 12;
  }
  EXPECT_EQ(chunks, "IHDRPLTEIDATIEND");
  EXPECT_EQ(number_at(bytes, 16), 61u);
  for (size_t y = 0; y < 61; ++y) {
    EXPECT_EQ(rows[62 * y], '\0');
    EXPECT_TRUE(std::equal(rows.begin() + 62 * y + 1, rows.begin() + 62 * y + 62,
                           reinterpret_cast<const char*>(indexed.indexes.data()) + 61 * y));
  }
}

}  // namespace
}  // namespace jescope
