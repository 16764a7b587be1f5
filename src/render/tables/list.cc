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

#include "jescope/base/printable.h"
#include "jescope/render/tables.h"
#include "render/listed_lines.h"
#include "render/tables/code_rows.h"
#include "render/tables/list_data.h"
#include "render/text_table.h"

namespace jescope {
namespace {

using Row = CodeRows::Row;  // self, cumulative, line

class ListWriter {
 public:
  ListWriter(const SourceList& list, const TableStyle& style)
      : list_(list), style_(style), words_(list, style.unit), rows_(style) {
    rows_.measure(header());
    for (const ListedFunction& function : list.functions) {
      for (const ListedLine& line : function.lines) rows_.measure(row_of(line));
    }
  }

  std::string run() const {
    std::string text = write_heading(style_);
    for (const ListedFunction& function : list_.functions) {
      if (&function != &list_.functions.front()) text += '\n';
      text += rows_.block(write(function));
    }
    return text + rows_.left_out(list_.functions_left_out) + noise_legend();
  }

 private:
  static Row header() { return {"self", "cum", "line"}; }

  Row row_of(const ListedLine& line) const {
    return {words_.value(line.self), words_.value(line.cumulative), words_.number(line)};
  }

  std::string write(const ListedFunction& function) const {
    std::string text =
        rows_.head(function.name, printable_text(words_.place(function)), words_.sums(function));
    if (function.lines.empty()) return text;
    text += rows_.row(header(), "source", Emphasis::kFaint);
    const ListedLine* before = nullptr;
    for (const ListedLine& line : function.lines) {
      const uint32_t skipped = before == nullptr ? 0 : lines_between(function, *before, line);
      if (skipped > 0) {
        const std::string what = skipped == 1 ? "1 line" : fmt::format("{} lines", skipped);
        text += rows_.row({"", "", "…"}, what, Emphasis::kFaint);
      }
      text += rows_.row(row_of(line), words_.code(function, line), words_.emphasis(line));
      before = &line;
    }
    return text;
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
  CodeRows rows_;
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
