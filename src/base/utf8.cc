// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 as RFC 3629 has it: the shortest form only, no surrogates, nothing
// above U+10FFFF.
//
//   0xxxxxxx                              up to U+007F
//   110xxxxx 10xxxxxx                     up to U+07FF
//   1110xxxx 10xxxxxx 10xxxxxx            up to U+FFFF
//   11110xxx 10xxxxxx 10xxxxxx 10xxxxxx   up to U+10FFFF
#include "jescope/base/utf8.h"

#include <array>
#include <cstdint>

namespace jescope {
namespace {

// The least value a sequence of so many bytes may stand for.
constexpr std::array<char32_t, 5> kLeastValue = {0, 0, 0x80, 0x800, 0x10000};

uint8_t byte_at(std::string_view text, size_t at) {
  return static_cast<uint8_t>(text[at]);
}

// Returns how many bytes a sequence has that begins with `lead`; 0: none does.
size_t sequence_length(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool is_scalar(char32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

// True for the scripts of East Asia; what lies between, as arrows and bars, is
// narrow.
bool is_wide(char32_t character) {
  return (character >= 0x1100 && character <= 0x115F) || character >= 0x2E80;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
  const uint8_t lead = byte_at(text, 0);
  const size_t length = sequence_length(lead);
  if (length == 1) return {lead, 1};
  if (length == 0 || text.size() < length) return {};
  char32_t value = lead & (0x7Fu >> length);
  for (size_t at = 1; at < length; ++at) {
    if ((byte_at(text, at) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte_at(text, at) & 0x3Fu);
  }
  if (value < kLeastValue[length] || !is_scalar(value)) return {};
  return {value, length};
}

void append_utf8(std::string& text, char32_t value) {
  const auto append = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (value < 0x80) return append(value);
  if (value < 0x800) {
    append(0xC0 | (value >> 6));
  } else if (value < 0x10000) {
    append(0xE0 | (value >> 12));
    append(0x80 | ((value >> 6) & 0x3F));
  } else {
    append(0xF0 | (value >> 18));
    append(0x80 | ((value >> 12) & 0x3F));
    append(0x80 | ((value >> 6) & 0x3F));
  }
  append(0x80 | (value & 0x3F));
}

size_t column_count(std::string_view text) {
  size_t columns = 0;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    columns += is_wide(next.value) ? 2 : 1;
    text.remove_prefix(next.byte_count);
  }
  return columns;
}

}  // namespace jescope
