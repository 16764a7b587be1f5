// SPDX-License-Identifier: Apache-2.0
//
// Walks over a line of text with checked steps: every step says whether it
// found what it looks for, and none leaves the text. All readers of text
// parse through this; there is no pointer arithmetic elsewhere.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jescope {

inline constexpr uint8_t kNoDigit = 0xff;

constexpr std::array<uint8_t, 256> make_hex_digits() {
  std::array<uint8_t, 256> digits = {};
  digits.fill(kNoDigit);
  for (uint8_t i = 0; i < 10; ++i) digits['0' + i] = i;
  for (uint8_t i = 0; i < 6; ++i) digits['a' + i] = digits['A' + i] = static_cast<uint8_t>(10 + i);
  return digits;
}

// The value of each character as a hexadecimal digit. Digits of addresses are
// random and comparisons of them mispredicted, which would halve the speed of
// reading a dump.
inline constexpr std::array<uint8_t, 256> kHexDigits = make_hex_digits();

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
      const uint64_t digit = kHexDigits[static_cast<unsigned char>(*at_)];
      if (digit == kNoDigit) break;
      number = (number << 4) | digit;
    }
    if (at_ == start || at_ - start > 16) return std::nullopt;
    return number;
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace jescope
