// SPDX-License-Identifier: Apache-2.0
//
// Escapes text character by character:
//
//   a<b "c"   xml_escape          a&lt;b &quot;c&quot;
//             json_string_escape  a\u003cb \"c\"
#include "render/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"

namespace jescope {
namespace {

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
  if (is_unprintable(value) || value == '<' || value == '>' || value == '&') {
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

std::string xml_escape(std::string_view text) {
  return each_character(printable_text(text), append_xml);
}

std::string json_string_escape(std::string_view text) {
  return each_character(text, append_json);
}

}  // namespace jescope
