// SPDX-License-Identifier: Apache-2.0
//
// Decompresses gzip (RFC 1952, also several members one after another) and
// zstd (RFC 8878) as the bytes are asked for, with a buffer of fixed size.
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "jescope/read/byte_source.h"

namespace jescope {
namespace {

constexpr size_t kInputBytes = size_t{1} << 17;
constexpr size_t kMagicBytes = 4;
constexpr int kGzipWindowBits = 15 + 16;  // zlib's way to ask for a gzip header
constexpr int kLargestZstdWindowLog = 27;

// The compressed bytes: a buffer refilled from the source below.
class Input {
 public:
  Input(std::unique_ptr<ByteSource> source, std::span<const char> begun)
      : source_(std::move(source)), buffer_(kInputBytes) {
    std::copy(begun.begin(), begun.end(), buffer_.begin());
    unread_ = {buffer_.data(), begun.size()};
  }

  // Returns what is not yet consumed; reads more when there is nothing. Empty
  // at the end.
  Result<std::span<char>> unread() {
    if (!unread_.empty()) return unread_;
    Result<size_t> got = source_->read(buffer_);
    if (!got.ok()) return std::move(got).error();
    unread_ = {buffer_.data(), *got};
    return unread_;
  }

  void consume(size_t bytes) { unread_ = unread_.subspan(bytes); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  std::span<char> unread_;
};

Error damaged(const std::string& where, std::string_view what) {
  return {ErrorCode::kUnreadable, where, std::string("expected ") + std::string(what), {}};
}

class GzipSource : public ByteSource {
 public:
  GzipSource(Input input, std::string where) : input_(std::move(input)), where_(std::move(where)) {
    good_ = inflateInit2(&stream_, kGzipWindowBits) == Z_OK;
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  Result<size_t> read(std::span<char> room) override {
    if (!good_) return damaged(where_, "whole gzip data, got a damaged stream");
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    while (stream_.avail_out == room.size()) {
      Result<std::span<char>> input = input_.unread();
      if (!input.ok()) return std::move(input).error();
      if (!inflate_some(*input)) return damaged(where_, "whole gzip data, got a damaged stream");
      if (input->empty() && stream_.avail_out == room.size()) return at_end();
    }
    return room.size() - stream_.avail_out;
  }

 private:
  Result<size_t> at_end() const {
    if (between_members_) return size_t{0};
    return damaged(where_, "the end of the gzip data, got the end of the file");
  }

  // Inflates `input`; an empty one still drains what zlib holds back.
  bool inflate_some(std::span<char> input) {
    stream_.next_in = reinterpret_cast<Bytef*>(input.data());
    stream_.avail_in = static_cast<uInt>(input.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    input_.consume(input.size() - stream_.avail_in);
    if (stream_.avail_in < input.size()) between_members_ = status == Z_STREAM_END;
    if (status == Z_STREAM_END) good_ = inflateReset(&stream_) == Z_OK;
    return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR;
  }

  Input input_;
  std::string where_;
  z_stream stream_ = {};
  bool good_ = false;
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  ZstdSource(Input input, std::string where)
      : input_(std::move(input)), where_(std::move(where)), stream_(ZSTD_createDCtx()) {
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kLargestZstdWindowLog);
  }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;
  ~ZstdSource() override { ZSTD_freeDCtx(stream_); }

  Result<size_t> read(std::span<char> room) override {
    ZSTD_outBuffer output = {room.data(), room.size(), 0};
    while (output.pos == 0) {
      Result<std::span<char>> unread = input_.unread();
      if (!unread.ok()) return std::move(unread).error();
      ZSTD_inBuffer input = {unread->data(), unread->size(), 0};
      const size_t wanted = ZSTD_decompressStream(stream_, &output, &input);
      if (ZSTD_isError(wanted)) return damaged(where_, "whole zstd data, got a damaged stream");
      if (input.pos > 0 || output.pos > 0) wanted_ = wanted;
      input_.consume(input.pos);
      if (input.size == 0 && output.pos == 0) return at_end();
    }
    return output.pos;
  }

 private:
  Result<size_t> at_end() const {
    if (wanted_ == 0) return size_t{0};
    return damaged(where_, "the end of the zstd data, got the end of the file");
  }

  Input input_;
  std::string where_;
  ZSTD_DCtx* stream_;
  size_t wanted_ = 0;  // 0: between frames
};

// Bytes that were read to look at them, then the rest of their source.
class BegunSource : public ByteSource {
 public:
  explicit BegunSource(Input input) : input_(std::move(input)) {}

  Result<size_t> read(std::span<char> room) override {
    Result<std::span<char>> unread = input_.unread();
    if (!unread.ok()) return std::move(unread).error();
    const size_t length = std::min(room.size(), unread->size());
    std::memcpy(room.data(), unread->data(), length);
    input_.consume(length);
    return length;
  }

 private:
  Input input_;
};

// Reads until `room` is full or the source ends; a pipe may give single bytes.
Result<size_t> read_fully(ByteSource& source, std::span<char> room) {
  size_t filled = 0;
  while (filled < room.size()) {
    Result<size_t> got = source.read(room.subspan(filled));
    if (!got.ok()) return got;
    if (*got == 0) break;
    filled += *got;
  }
  return filled;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> decompressed(std::unique_ptr<ByteSource> source,
                                                 const std::string& where) {
  using Opened = std::unique_ptr<ByteSource>;
  std::array<char, kMagicBytes> magic = {};
  Result<size_t> got = read_fully(*source, magic);
  if (!got.ok()) return std::move(got).error();
  const std::string_view begun(magic.data(), *got);
  Input input(std::move(source), {magic.data(), *got});
  if (begun.starts_with("\x1f\x8b")) {
    return Opened(std::make_unique<GzipSource>(std::move(input), where));
  }
  if (begun == "\x28\xb5\x2f\xfd") {
    return Opened(std::make_unique<ZstdSource>(std::move(input), where));
  }
  return Opened(std::make_unique<BegunSource>(std::move(input)));
}

}  // namespace jescope
