// SPDX-License-Identifier: Apache-2.0
//
// Looks at characters, not bytes: C1 controls and bidirectional marks are
// several bytes of valid UTF-8.
#include "jescope/base/printable.h"

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

// Marks, embeddings, overrides and isolates of the bidirectional algorithm, and
// the line separators that end a line for it.
bool is_bidi_control(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

// Characters that take no room, with which two names can look alike.
bool is_invisible(char32_t value) {
  return value == 0x00AD || value == 0x200B || value == 0x2060 || value == 0xFEFF ||
         (value >= 0xE0000 && value <= 0xE007F);
}

// Values that never stand for a character; XML forbids some of them.
bool is_noncharacter(char32_t value) {
  return (value & 0xFFFE) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF);
}

char32_t printable(char32_t value) {
  if (value == '\t' || value == '\n' || value == '\r') return ' ';
  return is_unprintable(value) ? kReplacementCharacter : value;
}

}  // namespace

bool is_unprintable(char32_t value) {
  return is_control(value) || is_bidi_control(value) || is_invisible(value) ||
         is_noncharacter(value);
}

std::string printable_text(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    append_utf8(safe, printable(next.value));
    text.remove_prefix(next.byte_count);
  }
  return safe;
}

}  // namespace jescope
