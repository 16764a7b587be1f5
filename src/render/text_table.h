// SPDX-License-Identifier: Apache-2.0
//
// Lines up cells in columns. Internal to `render`.
#pragma once

#include <string>
#include <vector>

#include "jescope/render/table_style.h"

namespace jescope {

// How a cell or line stands out in a terminal that has colours.
enum class Emphasis { kNone, kStrong, kFaint, kGrown, kShrunk };

// Returns `text` with escape sequences for `emphasis`; as it is without colour.
std::string emphasize(std::string text, Emphasis emphasis, const TableStyle& style);

struct TableRow {
  std::vector<std::string> cells;
  std::string lead = {};  // drawn before the last cell, never cut
  Emphasis emphasis = Emphasis::kNone;
};

// The last column holds names, aligned left and cut to the width; the others
// hold numbers, aligned right.
struct TextTable {
  std::vector<std::string> header;
  std::vector<TableRow> rows;
};

// Returns the heading and the table as text or Markdown, by style.format.
std::string write_table(const TextTable& table, const TableStyle& style);

// Returns a line below a table, whatever its end; empty for an empty one.
std::string write_footer(const std::string& line, const TableStyle& style);

// Returns the heading alone, followed by an empty line; empty without heading.
std::string write_heading(const TableStyle& style);

// Returns a row of CSV (RFC 4180) with its line end. Cells hold no line ends.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace jescope
