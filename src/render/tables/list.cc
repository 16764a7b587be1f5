// SPDX-License-Identifier: Apache-2.0
//
// Annotated source, one function after the other:
//
//   Cache::insert
//   /src/cache.cc, libcache.so
//   self 1.5 MiB (60.0%), cumulative 2.0 MiB (80.0%)
//      self      cum  line  source
//         .        .    11  void Cache::insert(Key key) {
//   1.5 MiB  1.5 MiB    12    nodes_.push_back(new Node(key));
//                        …  40 lines
//         .  0.5 MiB    53    grow();
//
// Markdown has the same in a code block.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/tables.h"
#include "render/code_text.h"
#include "render/fit_name.h"
#include "render/listed_lines.h"
#include "render/tables/list_data.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr size_t kNumberColumns = 3;
constexpr size_t kLeastCodeColumns = 20;
constexpr std::string_view kGap = "  ";

using Row = std::array<std::string, kNumberColumns>;  // self, cumulative, line

class ListWriter {
 public:
  ListWriter(const SourceList& list, const TableStyle& style)
      : list_(list), style_(style), words_(list, style.unit) {
    measure(header());
    for (const ListedFunction& function : list.functions) {
      for (const ListedLine& line : function.lines) measure(row_of(line));
    }
  }

  std::string run() const {
    std::string text = write_heading(style_);
    bool is_first = true;
    for (const ListedFunction& function : list_.functions) {
      if (!is_first) text += '\n';
      is_first = false;
      text += is_markdown() ? "```\n" + write(function) + "```\n" : write(function);
    }
    return text + left_out() + noise_legend();
  }

 private:
  static Row header() { return {"self", "cum", "line"}; }

  bool is_markdown() const { return style_.format == TableFormat::kMarkdown; }
  size_t columns() const { return is_markdown() ? 0 : style_.columns; }

  Row row_of(const ListedLine& line) const {
    return {words_.value(line.self), words_.value(line.cumulative), words_.number(line)};
  }

  void measure(const Row& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths_[i] = std::max(widths_[i], column_count(row[i]));
    }
  }

  std::string write(const ListedFunction& function) const {
    std::string text = write_name(function);
    if (function.lines.empty()) return text;
    text += write_row(header(), "source", Emphasis::kFaint);
    const ListedLine* before = nullptr;
    for (const ListedLine& line : function.lines) {
      const uint32_t skipped = before == nullptr ? 0 : lines_between(function, *before, line);
      if (skipped > 0) {
        const std::string what = skipped == 1 ? "1 line" : fmt::format("{} lines", skipped);
        text += write_row({"", "", "…"}, what, Emphasis::kFaint);
      }
      text += write_row(row_of(line), words_.code(function, line), words_.emphasis(line));
      before = &line;
    }
    return text;
  }

  std::string write_name(const ListedFunction& function) const {
    const std::string name = readable_name(printable_text(function.name));
    const std::string shown = columns() == 0 ? name : fit_name(name, columns());
    const std::string place = printable_text(words_.place(function));
    return emphasize(fenced(shown), Emphasis::kStrong, style()) + "\n" +
           (place.empty() ? "" : fenced(cut_end(place, columns())) + "\n") +
           cut_end(words_.sums(function), columns()) + "\n";
  }

  // A name must not end the code block.
  std::string fenced(std::string text) const {
    if (is_markdown()) std::ranges::replace(text, '`', '\'');
    return text;
  }

  std::string write_row(const Row& row, const std::string& code, Emphasis emphasis) const {
    std::string text;
    for (size_t i = 0; i < row.size(); ++i) {
      text.append(widths_[i] - column_count(row[i]), ' ');
      text += row[i];
      text += kGap;
    }
    const size_t used = column_count(text);
    const size_t left = columns() > used ? columns() - used : 0;
    text += cut_end(code, columns() == 0 ? 0 : std::max(left, kLeastCodeColumns));
    text.erase(text.find_last_not_of(' ') + 1);
    return emphasize(std::move(text), emphasis, style()) + "\n";
  }

  TableStyle style() const {
    TableStyle style = style_;
    style.color = style_.color && !is_markdown();
    return style;
  }

  std::string left_out() const {
    if (list_.functions_left_out == 0) return {};
    const std::string what = list_.functions_left_out == 1 ? "function" : "functions";
    return "\n" + write_footer(
                      fmt::format("… {} more {}; -n 0 shows all\n", list_.functions_left_out, what),
                      style_);
  }

  bool has_noise(const ListedFunction& function) const {
    return words_.is_noise(function.self) || words_.is_noise(function.cumulative) ||
           std::ranges::any_of(function.lines, [this](const ListedLine& line) {
             return words_.is_noise(line.self) || words_.is_noise(line.cumulative);
           });
  }

  std::string noise_legend() const {
    const auto is_noisy = [this](const ListedFunction& function) { return has_noise(function); };
    if (std::ranges::none_of(list_.functions, is_noisy)) return {};
    return "\n" + write_footer("~ within the sampling error, less than 3 σ\n", style_);
  }

  const SourceList& list_;
  const TableStyle& style_;
  const ListWords words_;
  std::array<size_t, kNumberColumns> widths_ = {};
};

}  // namespace

std::string render_source_list(const SourceList& list, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return source_list_json(list);
    case TableFormat::kCsv: return source_list_csv(list);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  return ListWriter(list, style).run();
}

}  // namespace jescope
