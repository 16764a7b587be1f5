// SPDX-License-Identifier: Apache-2.0
#include "render/tables/code_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/code_text.h"
#include "render/fit_name.h"

namespace jescope {
namespace {

constexpr size_t kLeastCodeColumns = 20;
constexpr std::string_view kGap = "  ";

}  // namespace

void CodeRows::measure(const Row& row) {
  for (size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], column_count(row[i]));
}

std::string CodeRows::row(const Row& row, const std::string& code, Emphasis emphasis) const {
  std::string text;
  for (size_t i = 0; i < row.size(); ++i) {
    text.append(widths_[i] - std::min(widths_[i], column_count(row[i])), ' ');
    text += row[i];
    text += kGap;
  }
  const size_t used = column_count(text);
  const size_t left = columns() > used ? columns() - used : 0;
  text += cut_end(code, columns() == 0 ? 0 : std::max(left, kLeastCodeColumns));
  text.erase(text.find_last_not_of(' ') + 1);
  return emphasize(std::move(text), emphasis, style()) + "\n";
}

std::string CodeRows::head(const std::string& name, const std::string& place,
                           const std::string& sums) const {
  const std::string readable = readable_name(printable_text(name));
  const std::string shown = columns() == 0 ? readable : fit_name(readable, columns());
  return emphasize(fenced(shown), Emphasis::kStrong, style()) + "\n" +
         (place.empty() ? "" : cut_end(fenced(place), columns()) + "\n") +
         cut_end(sums, columns()) + "\n";
}

std::string CodeRows::block(const std::string& lines) const {
  return is_markdown() ? "```\n" + lines + "```\n" : lines;
}

std::string CodeRows::left_out(size_t functions) const {
  if (functions == 0) return {};
  return "\n" + write_footer(fmt::format("… {} more {}; -n 0 shows all\n", functions,
                                         functions == 1 ? "function" : "functions"),
                             style_);
}

TableStyle CodeRows::style() const {
  TableStyle style = style_;
  style.color = style_.color && !is_markdown();
  return style;
}

// What a line begins with must not end the code block.
std::string CodeRows::fenced(std::string text) const {
  if (is_markdown()) std::ranges::replace(text, '`', '\'');
  return text;
}

}  // namespace jescope
