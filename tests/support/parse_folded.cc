// SPDX-License-Identifier: Apache-2.0
//
// A name may hold blanks, so the value is what follows the last one.
#include "tests/support/parse_folded.h"

#include <charconv>

namespace jescope::testing {
namespace {

std::vector<std::string> split(std::string_view stack) {
  std::vector<std::string> frames;
  if (stack.empty()) return frames;
  while (true) {
    const size_t end = stack.find(';');
    frames.emplace_back(stack.substr(0, end));
    if (end == std::string_view::npos) return frames;
    stack.remove_prefix(end + 1);
  }
}

std::optional<FoldedLine> parse_line(std::string_view line) {
  const size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  FoldedLine parsed{split(line.substr(0, blank)), 0};
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data() + blank + 1, end, parsed.value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return parsed;
}

}  // namespace

std::optional<std::vector<FoldedLine>> parse_folded(std::string_view text) {
  std::vector<FoldedLine> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::optional<FoldedLine> line = parse_line(text.substr(0, end));
    if (!line) return std::nullopt;
    lines.push_back(*line);
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace jescope::testing
