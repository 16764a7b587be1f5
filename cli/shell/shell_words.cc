// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/shell_words.h"

#include <algorithm>
#include <utility>

namespace jescope {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool is_quote(char c) {
  return c == '\'' || c == '"';
}

// As -'operator new'.
bool has_quoted_dash(std::string_view rest) {
  return rest.size() > 1 && rest[0] == '-' && is_quote(rest[1]);
}

}  // namespace

Result<std::vector<TypedWord>> split_words(std::string_view line) {
  std::vector<TypedWord> words;
  size_t at = line.find_first_not_of(kBlanks);
  while (at != std::string_view::npos) {
    const std::string_view dash = has_quoted_dash(line.substr(at)) ? "-" : "";
    const size_t first = at + dash.size();
    const bool is_in_quotes = is_quote(line[first]);
    const size_t begin = is_in_quotes ? first + 1 : first;
    size_t end = is_in_quotes ? line.find(line[first], begin) : line.find_first_of(kBlanks, begin);
    if (is_in_quotes && end == std::string_view::npos) {
      return Error{ErrorCode::kUsage,
                   std::string(line.substr(at)),
                   "expected a second quote, got the end of the line",
                   {}};
    }
    end = std::min(end, line.size());
    std::string text = std::string(dash) + std::string(line.substr(begin, end - begin));
    words.push_back({std::move(text), is_in_quotes && dash.empty(), at});
    at = line.find_first_not_of(kBlanks, is_in_quotes ? end + 1 : end);
  }
  return words;
}

std::string typed_as_word(std::string_view text) {
  const bool is_plain = !text.empty() && text.find_first_of(kBlanks) == std::string_view::npos &&
                        !is_quote(text.front()) && text.front() != '-' && text.front() != '>';
  if (is_plain) return std::string(text);
  const char quote = text.find('\'') == std::string_view::npos ? '\'' : '"';
  return quote + std::string(text) + quote;
}

}  // namespace jescope
