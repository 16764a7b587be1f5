// SPDX-License-Identifier: Apache-2.0
//
// Reads the numbers of a section one after the other. Reading past the end
// gives zeros and is remembered, so a caller asks once, at the end.
#pragma once

#include <cstdint>
#include <string_view>

namespace jescope {

class ByteReader {
 public:
  ByteReader(std::string_view bytes, bool is_big_endian)
      : bytes_(bytes), is_big_endian_(is_big_endian) {}

  // Returns the number in the next `length_bytes` (at most 8) bytes.
  uint64_t number(size_t length_bytes) {
    uint64_t result = 0;
    for (size_t i = 0; i < length_bytes; ++i) {
      const uint64_t byte = next();
      result = is_big_endian_ ? result << 8 | byte : result | byte << (8 * i);
    }
    return result;
  }

  // Returns a ULEB128 number; its bits beyond 64 are dropped.
  uint64_t leb() {
    uint64_t result = 0;
    for (unsigned shift = 0;; shift += 7) {
      const uint64_t byte = next();
      if (shift < 64) result |= (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return result;
    }
  }

  // Returns the text up to the next NUL.
  std::string_view text() {
    const std::string_view result = bytes_.substr(0, bytes_.find('\0'));
    skip(result.size() + 1);
    return result;
  }

  void skip(uint64_t length_bytes) {
    if (length_bytes > bytes_.size()) has_failed_ = true;
    bytes_.remove_prefix(has_failed_ ? bytes_.size() : static_cast<size_t>(length_bytes));
  }

  bool has_failed() const { return has_failed_; }  // something lay past the end
  uint64_t left_bytes() const { return bytes_.size(); }
  std::string_view rest() const { return bytes_; }

 private:
  uint64_t next() {
    if (bytes_.empty()) has_failed_ = true;
    if (has_failed_) return 0;
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }

  std::string_view bytes_;
  bool is_big_endian_;
  bool has_failed_ = false;
};

}  // namespace jescope
