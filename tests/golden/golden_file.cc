// SPDX-License-Identifier: Apache-2.0
//
//   $ jescope top x.heap
//   exit status 0
//   === standard error
//   === standard output
//   x.heap: live bytes, sampled once per 32.0 KiB
//   ...
#include "tests/golden/golden_file.h"

#include <algorithm>
#include <vector>

namespace jescope {
namespace {

constexpr size_t kContextLines = 3;

// Quotes what a shell would not take as it is.
std::string shell_word(const std::string& word) {
  const bool plain = word.find_first_of(" '()[]|^*$") == std::string::npos;
  return plain ? word : "'" + word + "'";
}

std::string without_cdata(std::string_view text) {
  constexpr std::string_view kBegin = "<![CDATA[";
  std::string kept;
  while (true) {
    const size_t begin = text.find(kBegin);
    const size_t end = text.find("]]>", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) break;
    kept += text.substr(0, begin + kBegin.size());
    text.remove_prefix(end);
  }
  return kept.append(text);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

void append(std::string& text, char mark, std::span<const std::string_view> lines) {
  for (const std::string_view line : lines) {
    text += mark;
    text += line;
    if (!line.ends_with('\n')) text += "\n\\ no line end\n";
  }
}

}  // namespace

std::string golden_text(std::span<const std::string> words, const Outcome& outcome) {
  std::string text = "$ jescope";
  for (const std::string& word : words) text += " " + shell_word(word);
  text += "\nexit status " + std::to_string(outcome.exit_status);
  text += "\n=== standard error\n" + outcome.errors;
  return text + "=== standard output\n" + without_cdata(outcome.output);
}

std::string difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const std::vector<std::string_view> old_lines = lines_of(expected);
  const std::vector<std::string_view> new_lines = lines_of(actual);
  const auto parting =
      std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
  const auto same = static_cast<size_t>(parting.first - old_lines.begin());
  const size_t shorter = std::min(old_lines.size(), new_lines.size()) - same;
  size_t same_at_end = 0;
  while (same_at_end < shorter &&
         old_lines.rbegin()[same_at_end] == new_lines.rbegin()[same_at_end]) {
    ++same_at_end;
  }
  const std::span<const std::string_view> before(old_lines);
  const std::span<const std::string_view> after(new_lines);
  const size_t context = std::min(same, kContextLines);
  std::string text;
  append(text, ' ', before.subspan(same - context, context));
  append(text, '-', before.subspan(same, before.size() - same - same_at_end));
  append(text, '+', after.subspan(same, after.size() - same - same_at_end));
  append(text, ' ', before.last(same_at_end).first(std::min(same_at_end, kContextLines)));
  return text;
}

}  // namespace jescope
