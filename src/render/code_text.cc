// SPDX-License-Identifier: Apache-2.0
#include "render/code_text.h"

#include <algorithm>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"
#include "render/fit_name.h"

namespace jescope {
namespace {

constexpr size_t kTabColumns = 8;

}  // namespace

std::string code_text(std::string_view line) {
  std::string text;
  size_t column = 0;
  while (!line.empty()) {
    const CodePoint next = decode_utf8(line);
    line.remove_prefix(next.byte_count);
    const size_t columns = next.value == '\t' ? kTabColumns - column % kTabColumns : 1;
    if (next.value == '\t') {
      text.append(columns, ' ');
    } else {
      append_utf8(text, is_unprintable(next.value) ? kReplacementCharacter : next.value);
    }
    column += columns;
  }
  return text;
}

std::string_view without_indentation(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\f\v"), line.size()));
  return line;
}

std::string cut_end(std::string_view line, size_t columns) {
  if (columns == 0 || column_count(line) <= columns) return std::string(line);
  std::string kept;
  size_t used = 0;
  while (!line.empty()) {
    const size_t bytes = decode_utf8(line).byte_count;
    used += column_count(line.substr(0, bytes));
    if (used + 1 > columns) break;
    kept += line.substr(0, bytes);
    line.remove_prefix(bytes);
  }
  return kept + "…";
}

}  // namespace jescope
