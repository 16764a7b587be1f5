// SPDX-License-Identifier: Apache-2.0
//
// Reads a section from any place onwards. Reading past the end gives zeros, and
// the cursor then stays at the end with `has_failed()` set: a reader of
// untrusted bytes asks once, where it matters, and every loop over a cursor ends.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace jescope {

using Bytes = std::span<const uint8_t>;

class ByteCursor {
 public:
  ByteCursor(Bytes bytes, uint64_t position, bool is_big_endian)
      : begin_(bytes.data()),
        at_(bytes.data() + (position <= bytes.size() ? position : bytes.size())),
        end_(bytes.data() + bytes.size()),
        is_swapped_(is_big_endian != (std::endian::native == std::endian::big)),
        has_failed_(position > bytes.size()) {}

  uint8_t u8() {
    if (at_ == end_) return fail();
    return *at_++;
  }
  uint16_t u16() { return fixed<uint16_t>(); }
  uint32_t u32() { return fixed<uint32_t>(); }
  uint64_t u64() { return fixed<uint64_t>(); }

  // Returns an unsigned number of 1 to 8 bytes.
  uint64_t number(unsigned length_bytes) {
    switch (length_bytes) {
      case 1: return u8();
      case 2: return u16();
      case 4: return u32();
      case 8: return u64();
      default: return odd_number(length_bytes);
    }
  }

  // Returns a ULEB128 number; bits beyond 64 are dropped.
  uint64_t uleb() {
    if (at_ != end_ && *at_ < 0x80) return *at_++;
    if (left_bytes() >= 2 && at_[1] < 0x80) return short_uleb();
    return long_uleb();
  }

  // Returns an SLEB128 number.
  int64_t sleb() {
    uint64_t result = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    do {
      byte = u8();
      if (shift < 64) result |= uint64_t{byte & 0x7fu} << shift;
      shift += 7;
    } while ((byte & 0x80) != 0);
    if (shift < 64 && (byte & 0x40) != 0) result |= ~uint64_t{0} << shift;
    return static_cast<int64_t>(result);
  }

  // Returns the text up to the next NUL and passes over both; a text that
  // nothing ends is empty, and a failure.
  std::string_view text() {
    if (is_at_end()) return fail(), std::string_view();  // an empty section has no address
    const void* const nul = std::memchr(at_, 0, left_bytes());
    if (nul == nullptr) return fail(), std::string_view();
    const auto* const start = reinterpret_cast<const char*>(at_);
    at_ = static_cast<const uint8_t*>(nul) + 1;
    return {start, static_cast<size_t>(static_cast<const char*>(nul) - start)};
  }

  // Passes over a ULEB128 or SLEB128 number.
  void skip_leb() {
    while (u8() >= 0x80) {
    }
  }

  void skip(uint64_t length_bytes) {
    if (length_bytes > left_bytes()) {
      fail();
    } else {
      at_ += length_bytes;
    }
  }

  bool has_failed() const { return has_failed_; }
  bool is_at_end() const { return at_ == end_; }
  size_t left_bytes() const { return static_cast<size_t>(end_ - at_); }
  uint64_t position() const { return static_cast<uint64_t>(at_ - begin_); }

 private:
  template <typename Number>
  Number fixed() {
    if (left_bytes() < sizeof(Number)) return fail();
    Number result;
    std::memcpy(&result, at_, sizeof result);
    at_ += sizeof result;
    if (!is_swapped_) return result;
    if constexpr (sizeof result == 2) return __builtin_bswap16(result);
    if constexpr (sizeof result == 4) return __builtin_bswap32(result);
    return static_cast<Number>(__builtin_bswap64(result));
  }

  uint64_t odd_number(unsigned length_bytes) {
    const bool is_big = is_swapped_ != (std::endian::native == std::endian::big);
    uint64_t result = 0;
    for (unsigned i = 0; i < length_bytes; ++i) {
      const uint64_t byte = u8();
      result = is_big ? result << 8 | byte : result | byte << (8 * (i & 7));
    }
    return result;
  }

  // A number of two bytes, as most of those that one does not hold.
  uint64_t short_uleb() {
    const uint64_t result = (at_[0] & 0x7fu) | uint64_t{at_[1]} << 7;
    at_ += 2;
    return result;
  }

  uint64_t long_uleb() {
    uint64_t result = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    do {
      byte = u8();
      if (shift < 64) result |= uint64_t{byte & 0x7fu} << shift;
      shift += 7;
    } while ((byte & 0x80) != 0);
    return result;
  }

  uint8_t fail() {
    at_ = end_;
    has_failed_ = true;
    return 0;
  }

  const uint8_t* begin_;
  const uint8_t* at_;
  const uint8_t* end_;
  bool is_swapped_;
  bool has_failed_;
};

}  // namespace jescope
