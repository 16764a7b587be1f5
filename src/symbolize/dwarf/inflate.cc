// SPDX-License-Identifier: Apache-2.0
//
// Calls the libraries.
#include "symbolize/dwarf/inflate.h"

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

namespace jescope {
namespace {

bool inflate_at_once(Bytes stored, std::span<uint8_t> inflated) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflater(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  return inflater &&
         libdeflate_zlib_decompress(inflater.get(), stored.data(), stored.size(), inflated.data(),
                                    inflated.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

// zlib counts in 32 bits, sections in 64.
class ZlibStreams {
 public:
  ZlibStreams(Bytes stored, std::span<uint8_t> inflated) : stored_(stored), inflated_(inflated) {}
  ZlibStreams(const ZlibStreams&) = delete;
  ZlibStreams& operator=(const ZlibStreams&) = delete;
  ~ZlibStreams() { inflateEnd(&stream_); }

  bool inflate_all() {
    if (inflateInit(&stream_) != Z_OK) return false;
    while (!inflated_.empty()) {
      const int state = inflate_some();
      if (state != Z_OK && state != Z_STREAM_END) return false;
      if (state == Z_STREAM_END && inflateReset(&stream_) != Z_OK) return false;
    }
    return true;
  }

 private:
  static constexpr size_t kMostAtOnce = size_t{1} << 30;

  int inflate_some() {
    stream_.next_in = const_cast<Bytef*>(stored_.data());
    stream_.avail_in = static_cast<uInt>(std::min(stored_.size(), kMostAtOnce));
    stream_.next_out = inflated_.data();
    stream_.avail_out = static_cast<uInt>(std::min(inflated_.size(), kMostAtOnce));
    const int state = ::inflate(&stream_, Z_NO_FLUSH);
    const auto taken = static_cast<size_t>(stream_.next_in - stored_.data());
    const auto given = static_cast<size_t>(stream_.next_out - inflated_.data());
    stored_ = stored_.subspan(taken);
    inflated_ = inflated_.subspan(given);
    return taken == 0 && given == 0 ? Z_BUF_ERROR : state;
  }

  z_stream stream_ = {};
  Bytes stored_;
  std::span<uint8_t> inflated_;
};

bool inflate_zstd(Bytes stored, std::span<uint8_t> inflated) {
  return ZSTD_decompress(inflated.data(), inflated.size(), stored.data(), stored.size()) ==
         inflated.size();
}

bool copy_plain(Bytes stored, std::span<uint8_t> inflated) {
  if (stored.size() != inflated.size()) return false;
  std::memcpy(inflated.data(), stored.data(), stored.size());
  return true;
}

}  // namespace

bool inflate(Coding coding, Bytes stored, std::span<uint8_t> inflated) {
  if (stored.empty() || inflated.empty()) return false;
  switch (coding) {
    case Coding::kPlain: return copy_plain(stored, inflated);
    case Coding::kZstd: return inflate_zstd(stored, inflated);
    case Coding::kZlib: break;
  }
  return inflate_at_once(stored, inflated) || ZlibStreams(stored, inflated).inflate_all();
}

}  // namespace jescope
