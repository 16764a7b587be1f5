// SPDX-License-Identifier: Apache-2.0
//
//   89 50 4E 47 0D 0A 1A 0A               signature
//   length  "IHDR"  width height 08 03 00 00 00  checksum
//   length  "PLTE"  red green blue ...           checksum
//   length  "IDAT"  zlib stream                  checksum
//   0       "IEND"                               checksum
//
// Numbers have four bytes, the largest first. In the stream a byte 0 stands before
// each row: its indexes are as they are.
#include "render/drawing/png.h"

#include <algorithm>
#include <string_view>

#include "jescope/base/gzip.h"

namespace jescope {
namespace {

constexpr size_t kMostChunkBytes = size_t{1} << 30;

std::string four_bytes(uint32_t number) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

std::string chunk(std::string_view name, std::string_view content) {
  std::string checked(name);
  checked += content;
  return four_bytes(static_cast<uint32_t>(content.size())) + checked +
         four_bytes(crc32_of(checked));
}

std::string palette_of(const IndexedBitmap& bitmap) {
  std::string bytes;
  for (const Colour& colour : bitmap.palette) {
    for (const uint8_t channel : {colour.red, colour.green, colour.blue}) {
      bytes += static_cast<char>(channel);
    }
  }
  return bytes;
}

std::string rows_of(const IndexedBitmap& bitmap) {
  std::string rows;
  rows.reserve((size_t{bitmap.width} + 1) * bitmap.height);
  for (size_t y = 0; y < bitmap.height; ++y) {
    rows += '\0';
    rows.append(reinterpret_cast<const char*>(bitmap.indexes.data()) + y * bitmap.width,
                bitmap.width);
  }
  return rows;
}

}  // namespace

std::string write_png(const IndexedBitmap& bitmap) {
  constexpr std::string_view kIndexesOfEightBits("\x08\x03\0\0\0", 5);
  std::string bytes = "\x89PNG\r\n\x1A\n";
  bytes += chunk("IHDR", four_bytes(bitmap.width) + four_bytes(bitmap.height) +
                             std::string(kIndexesOfEightBits));
  bytes += chunk("PLTE", palette_of(bitmap));
  const std::string packed = zlib_stream(rows_of(bitmap));
  for (size_t at = 0; at < packed.size(); at += kMostChunkBytes) {
    bytes += chunk("IDAT", std::string_view(packed).substr(at, kMostChunkBytes));
  }
  return bytes + chunk("IEND", "");
}

}  // namespace jescope
