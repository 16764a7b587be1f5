// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/choice_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr size_t kMostChoices = 60;
constexpr size_t kGap = 2;

}  // namespace

std::string list_choices(const std::vector<std::string>& choices, size_t columns) {
  const size_t shown = std::min(choices.size(), kMostChoices);
  size_t widest = 1;
  for (size_t i = 0; i < shown; ++i) widest = std::max(widest, column_count(choices[i]));
  const size_t across = std::max<size_t>((columns + kGap) / (widest + kGap), 1);
  const size_t rows = (shown + across - 1) / across;
  std::string text;
  for (size_t row = 0; row < rows; ++row) {
    for (size_t i = row; i < shown; i += rows) {
      text += choices[i];
      if (i + rows < shown) text.append(widest - column_count(choices[i]) + kGap, ' ');
    }
    text += '\n';
  }
  if (shown < choices.size()) text += fmt::format("… {} more\n", choices.size() - shown);
  return text;
}

}  // namespace jescope
