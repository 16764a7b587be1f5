// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>

namespace jescope {
namespace {

constexpr int kWindowBits = 15;
constexpr int kGzipHeader = 16;  // zlib's way to ask for one: added to the window's bits
constexpr int kMemoryLevel = 8;  // zlib's own choice
constexpr size_t kMostAtOnce = size_t{1} << 30;

std::string pack(std::string_view bytes, int window_bits) {
  z_stream stream = {};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string packed;
  std::array<char, 1 << 16> piece;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      const size_t taken = std::min(bytes.size(), kMostAtOnce);
      // zlib does not write to what it reads.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
      stream.avail_in = static_cast<uInt>(taken);
      bytes.remove_prefix(taken);
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    packed.append(piece.data(), piece.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return packed;
}

}  // namespace

std::string gzip(std::string_view bytes) {
  return pack(bytes, kWindowBits + kGzipHeader);
}

std::string zlib_stream(std::string_view bytes) {
  return pack(bytes, kWindowBits);
}

uint32_t crc32_of(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace jescope
