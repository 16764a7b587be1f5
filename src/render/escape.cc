// SPDX-License-Identifier: Apache-2.0
//
// Escapes text character by character:
//
//   a<b "c"   xml_escape          a&lt;b &quot;c&quot;
//             json_string_escape  a\u003cb \"c\"
#include "render/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "render/utf8.h"

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

// Values that never stand for a character; XML forbids some of them.
bool is_noncharacter(char32_t value) {
  return (value & 0xFFFE) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF);
}

bool is_unsafe(char32_t value) {
  return is_control(value) || is_bidi_control(value) || is_noncharacter(value);
}

char32_t printable(char32_t value) {
  if (value == '\t' || value == '\n' || value == '\r') return ' ';
  return is_unsafe(value) ? kReplacementCharacter : value;
}

void append_xml(std::string& out, char32_t value) {
  switch (value) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: append_utf8(out, value);
  }
}

// Writes "\u202e", or the two halves of a pair above U+FFFF.
void append_json_number(std::string& out, char32_t value) {
  const auto append = [&out](char32_t unit) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(unit));
  };
  if (value < 0x10000) return append(value);
  append(0xD800 + ((value - 0x10000) >> 10));
  append(0xDC00 + ((value - 0x10000) & 0x3FF));
}

void append_json(std::string& out, char32_t value) {
  switch (value) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\r': out += "\\r"; return;
    default: break;
  }
  if (is_unsafe(value) || value == '<' || value == '>' || value == '&') {
    append_json_number(out, value);
  } else {
    append_utf8(out, value);
  }
}

// Returns what `append` makes of the characters of `text`, one after another.
template <typename Append>
std::string each_character(std::string_view text, Append append) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    append(out, next.value);
    text.remove_prefix(next.byte_count);
  }
  return out;
}

}  // namespace

std::string printable_text(std::string_view text) {
  return each_character(
      text, [](std::string& out, char32_t value) { append_utf8(out, printable(value)); });
}

std::string xml_escape(std::string_view text) {
  return each_character(
      text, [](std::string& out, char32_t value) { append_xml(out, printable(value)); });
}

std::string json_string_escape(std::string_view text) {
  return each_character(text, append_json);
}

}  // namespace jescope
