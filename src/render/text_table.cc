// SPDX-License-Identifier: Apache-2.0
//
//      self  self%  function            numbers to the right, two blanks between
//   1.5 MiB  60.0%  Cache::insert       names to the left, cut to what is left
#include "render/text_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/fit_name.h"

namespace jescope {
namespace {

constexpr std::string_view kGap = "  ";
constexpr size_t kLeastNameColumns = 20;

std::vector<size_t> column_widths(const TextTable& table) {
  std::vector<size_t> widths;
  for (const std::string& title : table.header) widths.push_back(column_count(title));
  for (const TableRow& row : table.rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], column_count(row.cells[i]));
    }
  }
  return widths;
}

// Returns how wide a name may be; 0: as wide as it is.
size_t name_width(const std::vector<size_t>& widths, const TableStyle& style) {
  if (style.columns == 0) return 0;
  size_t numbers = 0;
  for (size_t i = 0; i + 1 < widths.size(); ++i) numbers += widths[i] + kGap.size();
  const size_t least = numbers + kLeastNameColumns;
  return style.columns > least ? style.columns - numbers : kLeastNameColumns;
}

// Returns lead and name within `columns`; 0: whole.
std::string write_name(const TableRow& row, size_t columns) {
  const std::string name = readable_name(printable_text(row.cells.back()));
  if (columns == 0) return row.lead + name;
  const size_t lead = column_count(row.lead);
  const size_t left = lead < columns ? columns - lead : 0;
  return row.lead + fit_name(name, std::max(left, kLeastNameColumns));
}

std::string write_line(const TableRow& row, const std::vector<size_t>& widths,
                       size_t name_columns) {
  const std::vector<std::string>& cells = row.cells;
  std::string line;
  for (size_t i = 0; i + 1 < cells.size(); ++i) {
    line.append(widths[i] - column_count(cells[i]), ' ');
    line += cells[i];
    line += kGap;
  }
  line += write_name(row, name_columns);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string write_text(const TextTable& table, const TableStyle& style) {
  const std::vector<size_t> widths = column_widths(table);
  const size_t names = name_width(widths, style);
  std::string text = emphasize(write_line({table.header}, widths, names), Emphasis::kFaint, style);
  text += '\n';
  for (const TableRow& row : table.rows) {
    text += emphasize(write_line(row, widths, names), row.emphasis, style) + '\n';
  }
  return text;
}

// Makes a name stand in a code span of a table. Within one, only '|' can be
// escaped, and a backslash before it would undo that.
std::string markdown_name(std::string_view name) {
  constexpr std::string_view kLooksLikeBackslash = "\u2216";
  std::string cell = "`";
  for (const char c : printable_text(name)) {
    if (c == '\\') {
      cell += kLooksLikeBackslash;
    } else if (c == '|') {
      cell += "\\|";
    } else {
      cell += c == '`' ? '\'' : c;
    }
  }
  return cell + "`";
}

// Makes text mean itself outside a code span: no mark-up, and neither a mention
// of a person nor a link by itself, which a space without width prevents.
std::string markdown_text(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]<>|&#~!";
  constexpr std::string_view kBreak = "\u200b";
  const std::string safe = printable_text(text);
  std::string escaped;
  for (size_t i = 0; i < safe.size(); ++i) {
    if (kSpecial.find(safe[i]) != std::string_view::npos) escaped += '\\';
    escaped += safe[i];
    const bool begins_link = safe[i] == ':' && safe.compare(i, 3, "://") == 0;
    const bool ends_www = safe[i] == 'w' && i >= 2 && safe.compare(i - 2, 4, "www.") == 0;
    if (safe[i] == '@' || begins_link || ends_www) escaped += kBreak;
  }
  return escaped;
}

std::string markdown_cell(const TableRow& row, size_t i) {
  const bool is_name = i + 1 == row.cells.size() && !row.cells[i].empty();
  return is_name ? markdown_name(row.lead + readable_name(row.cells[i]))
                 : markdown_text(row.cells[i]);
}

std::string write_markdown(const TextTable& table) {
  std::string text = "|";
  for (const std::string& title : table.header) text += fmt::format(" {} |", title);
  text += "\n|";
  for (size_t i = 0; i < table.header.size(); ++i) {
    text += i + 1 < table.header.size() ? " ---: |" : " :--- |";
  }
  text += '\n';
  for (const TableRow& row : table.rows) {
    text += '|';
    for (size_t i = 0; i < row.cells.size(); ++i) {
      text += fmt::format(" {} |", markdown_cell(row, i));
    }
    text += '\n';
  }
  return text;
}

// Returns the parameter of the terminal's "select graphic rendition".
std::string_view color_code(Emphasis emphasis) {
  switch (emphasis) {
    case Emphasis::kNone: return "0";
    case Emphasis::kStrong: return "1";
    case Emphasis::kFaint: return "2";
    case Emphasis::kGrown: return "31";
    case Emphasis::kShrunk: return "32";
  }
  return "0";
}

bool is_number(const std::string& text) {
  return text.find_first_not_of("0123456789.e+-") == std::string::npos;
}

// A cell of text must not be taken for a formula by a spreadsheet.
bool looks_like_formula(const std::string& text) {
  if (text.starts_with('-')) return !is_number(text);
  return text.starts_with('=') || text.starts_with('+') || text.starts_with('@');
}

std::string csv_cell(const std::string& cell) {
  const std::string text = looks_like_formula(cell) ? "'" + cell : cell;
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string emphasize(std::string text, Emphasis emphasis, const TableStyle& style) {
  if (!style.color || emphasis == Emphasis::kNone) return text;
  return fmt::format("\x1b[{}m{}\x1b[0m", color_code(emphasis), text);
}

std::string write_footer(const std::string& line, const TableStyle& style) {
  if (line.empty()) return line;
  const bool ends_line = line.ends_with('\n');
  const std::string words = ends_line ? line.substr(0, line.size() - 1) : line;
  const std::string above = style.format == TableFormat::kMarkdown ? "\n" : "";
  return above + emphasize(words, Emphasis::kFaint, style) + "\n";
}

std::string write_heading(const TableStyle& style) {
  std::string text;
  for (const std::string& line : style.heading) {
    const std::string safe = printable_text(line);
    if (style.format == TableFormat::kMarkdown) {
      text += markdown_text(safe) + "  \n";
    } else {
      text += emphasize(safe, text.empty() ? Emphasis::kStrong : Emphasis::kNone, style) + '\n';
    }
  }
  return text.empty() ? text : text + '\n';
}

std::string write_table(const TextTable& table, const TableStyle& style) {
  const bool markdown = style.format == TableFormat::kMarkdown;
  return write_heading(style) + (markdown ? write_markdown(table) : write_text(table, style));
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    row += csv_cell(printable_text(cells[i]));
  }
  return row + "\r\n";
}

}  // namespace jescope
