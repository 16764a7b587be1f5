// SPDX-License-Identifier: Apache-2.0
//
//   server, process 301
//   19 dumps, sequence 0 to 18; live bytes 46.1 MiB → 275.1 MiB (+229.0 MiB), peak 275.1 MiB
//   Memory grows steadily, to the end; 14 functions look like leaks.
//
//   verdict        growth  objects      per dump, ± 95%  grew         function
//   leak suspect  +16 MiB   +4,229  1.0 MiB ± 70.6 KiB  17/18  ▁▂▄▆█  Fetcher::Get
//                 ← Fetcher::Read ← Reader::Scan
#include "jescope/render/trend.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/text_table.h"
#include "render/trend/sparkline.h"
#include "render/trend/trend_data.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

constexpr size_t kNarrowColumns = 110;  // no room for slopes in less
constexpr size_t kCallerIndent = 14;    // the verdict's column and its gap
constexpr size_t kCallerColumns = 60;
constexpr size_t kLeastCallerColumns = 16;
constexpr size_t kFramesShown = 12;
constexpr double kMostChurn = 9999;  // shown
constexpr std::string_view kArrow = " ← ";
constexpr std::string_view kChurnWords =
    "churn: bytes allocated over the series ÷ bytes live on average";

// What the width and the dumps leave room for.
struct Columns {
  bool slope = true;
  bool churn = false;
};

Columns columns_for(const Trend& trend, const TableStyle& style) {
  const bool narrow =
      style.format == TableFormat::kText && style.columns != 0 && style.columns < kNarrowColumns;
  return {!narrow, trend.has_totals};
}

std::string format_churn(const TrendRow& row) {
  if (!row.churn) return "-";
  if (*row.churn > kMostChurn) return fmt::format("> {:.0f}x", kMostChurn);
  return fmt::format("{:.{}f}x", *row.churn, *row.churn < 10 ? 1 : 0);
}

std::vector<std::string> header(const Trend& trend, const Columns& columns) {
  std::vector<std::string> titles = {"verdict", "growth", "objects"};
  if (columns.slope) titles.push_back(fmt::format("per {}, ± 95%", slope_unit(trend.axis).name));
  titles.emplace_back("grew");
  if (columns.churn) titles.emplace_back("churn");
  titles.emplace_back("trend");
  titles.emplace_back(granularity_name(trend.granularity));
  return titles;
}

std::vector<std::string> cells(const Trend& trend, const TrendRow& row, const Columns& columns,
                               ByteUnit unit) {
  const TrendSeries& series = ranked_series(trend, row);
  std::vector<std::string> cells = {std::string(trend_verdict_name(row.verdict)),
                                    format_growth(row.bytes.growth(), row.bytes.metric, unit),
                                    format_growth(row.objects.growth(), row.objects.metric, unit)};
  if (columns.slope) {
    cells.push_back(format_pace(series, trend.axis, unit));
  }
  cells.push_back(fmt::format("{}/{}", series.steps_grown, trend.dumps.size() - 1));
  if (columns.churn) cells.push_back(format_churn(row));
  cells.push_back(sparkline(series.spark));
  cells.push_back(row.name);
  return cells;
}

std::string short_caller(const std::string& caller, size_t columns) {
  return fit_name(readable_name(printable_text(caller)), columns);
}

// Returns "← Fetcher::Read ← Reader::Scan" within the width.
std::string callers_text(const TrendRow& row, const TableStyle& style) {
  size_t each = kCallerColumns;
  if (style.columns > kCallerIndent && !row.callers.empty()) {
    const size_t room = (style.columns - kCallerIndent) / row.callers.size();
    each = std::clamp(room - std::min(room, kArrow.size()), kLeastCallerColumns, kCallerColumns);
  }
  std::string text;
  for (const std::string& caller : row.callers) {
    text += kArrow;
    text += short_caller(caller, each);
  }
  return text.empty() ? text : text.substr(1);
}

TextTable make_table(const Trend& trend, const TableStyle& style) {
  const Columns columns = columns_for(trend, style);
  TextTable table;
  table.header = header(trend, columns);
  for (const TrendRow& row : trend.rows) {
    const bool suspect = row.verdict == TrendVerdict::kLeakSuspect;
    table.rows.push_back({cells(trend, row, columns, style.unit),
                          {},
                          suspect ? Emphasis::kStrong : Emphasis::kNone});
  }
  return table;
}

// Returns the parts of a line; those after the first are indented. A word that is
// too wide stands alone.
std::vector<std::string> wrap(std::string_view line, size_t columns) {
  constexpr std::string_view kIndent = "  ";
  std::vector<std::string> parts = {""};
  bool is_begun = false;
  while (!line.empty()) {
    const size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (is_begun && column_count(parts.back()) + 1 + column_count(word) > columns) {
      parts.emplace_back(kIndent);
      is_begun = false;
    }
    parts.back() += is_begun ? " " : "";
    parts.back() += word;
    is_begun = true;
  }
  return parts;
}

// Breaks lines at spaces so that they fit; 0 columns: any width.
void wrap_lines(size_t columns, std::vector<std::string>& lines) {
  if (columns == 0) return;
  std::vector<std::string> wrapped;
  for (const std::string& line : lines) {
    const std::vector<std::string> parts = wrap(line, columns);
    wrapped.insert(wrapped.end(), parts.begin(), parts.end());
  }
  lines = std::move(wrapped);
}

TableStyle with_findings(const Trend& trend, TableStyle style) {
  style.heading.push_back(series_line(trend, style.unit));
  style.heading.push_back(trend_sentence(trend));
  if (trend.limit) style.heading.push_back(limit_sentence(trend, style.unit));
  if (trend.has_totals) style.heading.emplace_back(kChurnWords);
  if (style.format == TableFormat::kText) wrap_lines(style.columns, style.heading);
  return style;
}

// Puts each row's callers below it. `table` is a header and a line for each row.
std::string with_callers(const std::string& table, const Trend& trend, const TableStyle& style) {
  std::string text;
  size_t at = 0;
  for (size_t line = 0; at < table.size(); ++line) {
    const size_t end = table.find('\n', at) + 1;
    text += table.substr(at, end - at);
    at = end;
    const std::string callers = line == 0 ? "" : callers_text(trend.rows[line - 1], style);
    if (callers.empty()) continue;
    text += std::string(kCallerIndent, ' ') + emphasize(callers, Emphasis::kFaint, style) + '\n';
  }
  return text;
}

std::string text_rows(const Trend& trend, const TableStyle& style) {
  TableStyle bare = style;
  bare.heading.clear();
  return write_heading(with_findings(trend, style)) +
         with_callers(write_table(make_table(trend, style), bare), trend, style);
}

std::string markdown_rows(const Trend& trend, const TableStyle& style) {
  TextTable table = make_table(trend, style);
  for (size_t i = 0; i < trend.rows.size(); ++i) {
    const std::string callers = callers_text(trend.rows[i], style);
    if (!callers.empty()) table.rows[i].cells.back() += " " + callers;
  }
  return write_table(table, with_findings(trend, style));
}

std::string left_out_line(const Trend& trend, const TableStyle& style) {
  if (trend.rows_left_out == 0) return {};
  return fmt::format("… {} more changed by {} together; -n 0 shows all\n",
                     format_count(static_cast<int64_t>(trend.rows_left_out)),
                     format_growth(trend.growth_left_out, trend.metric, style.unit));
}

// A function that calls itself is one line: "DeepAlloc (128 times)".
std::vector<std::string> stack_lines(const TrendRow& stack) {
  std::vector<std::string> lines;
  size_t times = 1;
  const std::string* before = &stack.name;
  const auto flush = [&] {
    lines.push_back(times == 1 ? *before : fmt::format("{} ({} times)", *before, times));
  };
  for (const std::string& caller : stack.callers) {
    if (caller == *before) {
      ++times;
      continue;
    }
    flush();
    before = &caller;
    times = 1;
  }
  flush();
  return lines;
}

std::string stack_text(const TrendRow& stack, const TableStyle& style) {
  constexpr size_t kIndent = 4;
  std::string text;
  const std::vector<std::string> lines = stack_lines(stack);
  for (size_t i = 0; i < std::min(lines.size(), kFramesShown); ++i) {
    const std::string name = readable_name(printable_text(lines[i]));
    const bool whole = style.columns <= kIndent || style.format == TableFormat::kMarkdown;
    text +=
        std::string(kIndent, ' ') + (whole ? name : fit_name(name, style.columns - kIndent)) + '\n';
  }
  if (lines.size() <= kFramesShown) return text;
  const std::string rest = fmt::format("… {} further out", lines.size() - kFramesShown);
  return text + std::string(kIndent, ' ') + emphasize(rest, Emphasis::kFaint, style) + '\n';
}

std::string stack_title(const Trend& trend, size_t i, const TableStyle& style) {
  const TrendRow& stack = trend.stacks[i];
  return fmt::format("#{}  {}  {} in {} objects  {}", i + 1, trend_verdict_name(stack.verdict),
                     format_growth(stack.bytes.growth(), stack.bytes.metric, style.unit),
                     format_growth(stack.objects.growth(), stack.objects.metric, style.unit),
                     sparkline(ranked_series(trend, stack).spark));
}

std::string stacks_section(const Trend& trend, const TableStyle& style) {
  if (trend.stacks.empty()) return {};
  const bool markdown = style.format == TableFormat::kMarkdown;
  std::string text = "\nStacks to look at first:\n";
  for (size_t i = 0; i < trend.stacks.size(); ++i) {
    text += '\n' + emphasize(stack_title(trend, i, style), Emphasis::kStrong, style);
    text += markdown ? "\n\n" : "\n";  // an indented block is code in Markdown
    text += stack_text(trend.stacks[i], style);
  }
  return text;
}

}  // namespace

std::string render_trend(const Trend& trend, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return trend_json(trend);
    case TableFormat::kCsv: return trend_csv(trend);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  const bool markdown = style.format == TableFormat::kMarkdown;
  return (markdown ? markdown_rows(trend, style) : text_rows(trend, style)) +
         write_footer(left_out_line(trend, style), style) + stacks_section(trend, style);
}

}  // namespace jescope
