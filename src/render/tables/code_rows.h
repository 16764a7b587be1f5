// SPDX-License-Identifier: Apache-2.0
//
// Rows of numbers with code behind them, below a function's name: how `list` and
// `disasm` look. Internal to `render`.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "jescope/render/table_style.h"
#include "render/text_table.h"

namespace jescope {

class CodeRows {
 public:
  using Row = std::array<std::string, 3>;  // self, cumulative, line or address

  explicit CodeRows(const TableStyle& style) : style_(style) {}

  // Makes room for the row.
  void measure(const Row& row);

  // Returns the row, a line, with as much of the code as there is room for.
  std::string row(const Row& row, const std::string& code, Emphasis emphasis) const;

  // Returns the lines over a function's rows; an empty place has none.
  std::string head(const std::string& name, const std::string& place,
                   const std::string& sums) const;

  // Returns a function's lines as a block of code where the format needs one.
  std::string block(const std::string& lines) const;

  // Returns the line that tells of functions that are not shown; empty: all are.
  std::string left_out(size_t functions) const;

 private:
  bool is_markdown() const { return style_.format == TableFormat::kMarkdown; }
  size_t columns() const { return is_markdown() ? 0 : style_.columns; }
  TableStyle style() const;
  std::string fenced(std::string text) const;

  const TableStyle& style_;
  std::array<size_t, 3> widths_ = {};
};

}  // namespace jescope
