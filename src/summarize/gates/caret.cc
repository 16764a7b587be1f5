// SPDX-License-Identifier: Apache-2.0
//
// Counts characters as they will be printed, so that the caret stands right
// below names in any script that is one column wide.
#include "summarize/gates/caret.h"

#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"

namespace jescope {
namespace {

// What stands before `where` in a message, and before a hint (see Error).
constexpr std::string_view kProgram = "jescope: ";
constexpr std::string_view kHint = "hint: ";

size_t character_count(std::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(decode_utf8(text).byte_count);
  return count;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const size_t begin = text.find_first_not_of(kBlanks);
  // Of blanks alone the end is left, which still has a place in the line.
  if (begin == std::string_view::npos) return text.substr(text.size());
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

WrittenText part_of(const WrittenText& text, size_t begin, size_t length) {
  return {text.where, text.line, trim(text.part.substr(begin, length))};
}

Error caret_error(const WrittenText& text, std::string_view message, std::string_view advice) {
  const std::string where = fmt::format("{}: {}", text.where, text.line);
  const auto offset = static_cast<size_t>(text.part.data() - text.line.data());
  const std::string before = fmt::format("{}: {}", text.where, text.line.substr(0, offset));
  const size_t column = kProgram.size() + character_count(before);
  const size_t indent = column > kHint.size() ? column - kHint.size() : 0;
  return {ErrorCode::kUsage, where, std::string(message),
          fmt::format("{}^ {}", std::string(indent, ' '), advice)};
}

}  // namespace jescope
