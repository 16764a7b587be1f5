// SPDX-License-Identifier: Apache-2.0
//
// Between single quotes a shell leaves everything alone but the quote itself:
//
//   it's  ->  'it'\''s'
#include "jescope/base/shell_word.h"

#include "jescope/base/printable.h"

namespace jescope {
namespace {

bool is_plain(char c) {
  constexpr std::string_view kMarks = "/._-+:,@%";
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
}

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (!is_plain(c)) return false;
  }
  return !text.empty();
}

}  // namespace

std::string shell_word(std::string_view text) {
  const bool is_like_option = text.starts_with('-') && text != "-";
  const std::string safe = (is_like_option ? "./" : "") + printable_text(text);
  if (is_plain(safe)) return safe;
  std::string word = "'";
  for (const char c : safe) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

}  // namespace jescope
