// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/wide_text.h"

#include "jescope/base/utf8.h"

namespace jescope {

std::wstring to_wide(std::string_view text) {
  std::wstring wide;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    wide += static_cast<wchar_t>(next.value);
    text.remove_prefix(next.byte_count);
  }
  return wide;
}

std::string to_utf8(std::wstring_view text) {
  std::string bytes;
  for (const wchar_t c : text) append_utf8(bytes, static_cast<char32_t>(c));
  return bytes;
}

}  // namespace jescope
