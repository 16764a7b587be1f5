// SPDX-License-Identifier: Apache-2.0
#include "render/listed_lines.h"

#include <fmt/format.h>

#include "render/code_text.h"

namespace jescope {

std::string ListWords::sums(const ListedFunction& function) const {
  std::string text = numbers_.sums(function.self, function.cumulative);
  if (function.lines_left_out > 0) {
    text += fmt::format("; lines that hold less, not marked: {}", function.lines_left_out);
  }
  return text;
}

std::string ListWords::place(const ListedFunction& function) const {
  std::string text = function.file;
  const std::string_view module = base_name(function.module);
  if (!text.empty() && !module.empty()) text += ", ";
  text.append(module);
  const bool is_elsewhere = !function.source.empty() && function.source != function.file;
  return is_elsewhere ? text + "; text of " + function.source : text;
}

std::string ListWords::code(const ListedFunction& function, const ListedLine& line) const {
  if (line.number == 0) return "(the line is not known)";
  if (line.is_beyond_end) return "(beyond the end of the file)";
  if (!function.source.empty()) return code_text(line.text);
  return code_text(fmt::format("{}:{}", base_name(function.file), line.number));
}

std::string ListWords::number(const ListedLine& line) const {
  return line.number == 0 ? "?" : std::to_string(line.number);
}

Emphasis ListWords::emphasis(const ListedLine& line) const {
  return numbers_.emphasis(line.self, line.cumulative);
}

uint32_t lines_between(const ListedFunction& function, const ListedLine& before,
                       const ListedLine& line) {
  const bool is_shown = !function.source.empty() && before.number != 0 && !line.is_beyond_end;
  return is_shown ? line.number - before.number - 1 : 0;
}

}  // namespace jescope
