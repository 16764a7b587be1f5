// SPDX-License-Identifier: Apache-2.0
//
// Walks over a line of text with checked steps: every step says whether it
// found what it looks for, and none leaves the text. All readers of text
// parse through this; there is no pointer arithmetic elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace jescope {

class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool at_end() const { return at_ == end_; }
  std::string_view rest() const { return {at_, static_cast<size_t>(end_ - at_)}; }

  void skip_blanks() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;
  }

  // Steps over `wanted` and returns true, or stays.
  bool consume(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }
  bool consume(std::string_view wanted) {
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  // Returns the text up to the next blank, possibly empty, and steps over it.
  std::string_view word() {
    const char* const start = at_;
    while (at_ != end_ && *at_ != ' ' && *at_ != '\t') ++at_;
    return {start, static_cast<size_t>(at_ - start)};
  }

  // Returns an unsigned decimal number; nothing when there is no digit or the
  // number exceeds 64 bits.
  std::optional<uint64_t> decimal() {
    const char* const start = at_;
    uint64_t number = 0;
    bool overflow = false;
    for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
      overflow |= __builtin_mul_overflow(number, uint64_t{10}, &number);
      overflow |= __builtin_add_overflow(number, static_cast<uint64_t>(*at_ - '0'), &number);
    }
    if (at_ == start || overflow) return std::nullopt;
    return number;
  }

  // Returns a hexadecimal number without prefix; nothing when there is no
  // digit or more than sixteen.
  std::optional<uint64_t> hex() {
    const char* const start = at_;
    uint64_t number = 0;
    for (; at_ != end_; ++at_) {
      const int digit = hex_digit(*at_);
      if (digit < 0) break;
      number = (number << 4) | static_cast<uint64_t>(digit);
    }
    if (at_ == start || at_ - start > 16) return std::nullopt;
    return number;
  }

 private:
  static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  }

  const char* at_;
  const char* end_;
};

}  // namespace jescope
