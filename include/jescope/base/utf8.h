// SPDX-License-Identifier: Apache-2.0
//
// Text taken apart into characters. Names come from dumps and binaries, so any
// byte may stand anywhere; what is not UTF-8 reads as U+FFFD, one byte at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jescope {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// A character and the bytes it was read from.
struct CodePoint {
  char32_t value = kReplacementCharacter;
  size_t byte_count = 1;
};

// Returns the first character of `text`, which must not be empty.
CodePoint decode_utf8(std::string_view text);

// Appends `value` as UTF-8.
void append_utf8(std::string& text, char32_t value);

// Returns how many columns of a fixed-width font `text` takes; the characters
// of East Asian scripts take two.
size_t column_count(std::string_view text);

}  // namespace jescope
