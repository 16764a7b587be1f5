// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/gif.h"

#include <gif_lib.h>

#include <memory>
#include <new>

namespace jescope {
namespace {

constexpr int kColourBits = 8;

int append(GifFileType* file, const GifByteType* bytes, int count) {
  static_cast<std::string*>(file->UserData)
      ->append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(count));
  return count;
}

struct FreeMap {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};

std::unique_ptr<ColorMapObject, FreeMap> colour_map(const std::vector<Colour>& palette) {
  std::unique_ptr<ColorMapObject, FreeMap> map(
      GifMakeMapObject(static_cast<int>(kPaletteColours), nullptr));
  if (!map) throw std::bad_alloc();
  for (size_t i = 0; i < palette.size(); ++i) {
    map->Colors[i] = {palette[i].red, palette[i].green, palette[i].blue};
  }
  return map;
}

bool put_image(GifFileType* file, IndexedBitmap& bitmap) {
  const auto width = static_cast<int>(bitmap.width);
  const auto height = static_cast<int>(bitmap.height);
  const auto map = colour_map(bitmap.palette);
  if (EGifPutScreenDesc(file, width, height, kColourBits, 0, map.get()) == GIF_ERROR) return false;
  if (EGifPutImageDesc(file, 0, 0, width, height, false, nullptr) == GIF_ERROR) return false;
  for (uint32_t y = 0; y < bitmap.height; ++y) {
    uint8_t* const row = bitmap.indexes.data() + size_t{y} * bitmap.width;
    if (EGifPutLine(file, row, width) == GIF_ERROR) return false;
  }
  return true;
}

}  // namespace

// giflib masks the row it is given, therefore the pixels are ours. It fails only where
// memory does.
std::string write_gif(IndexedBitmap bitmap) {
  std::string bytes;
  int error = 0;
  GifFileType* const file = EGifOpen(&bytes, append, &error);
  if (file == nullptr) throw std::bad_alloc();
  const bool is_whole = put_image(file, bitmap);
  if (EGifCloseFile(file, &error) == GIF_ERROR || !is_whole) throw std::bad_alloc();
  return bytes;
}

}  // namespace jescope
