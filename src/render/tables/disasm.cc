// SPDX-License-Identifier: Apache-2.0
//
// Instructions in text, below the source lines they were made of; a line's
// numbers are of the instructions that follow it:
//
//   Cache::insert(Key)
//   libcache.so, 0x1230 to 0x12a4
//   self 1.5 MiB (60.0%), cumulative 2.0 MiB (80.0%)
//      self      cum  address  instruction
//         .        .           cache.cc:12  void insert(Key key) {
//         .        .     1230  pushq %rbp
//   1.5 MiB  1.5 MiB           cache.cc:13  nodes_.push_back(new Node(key));
//   1.5 MiB  1.5 MiB     1234  callq 0x1100 <operator new(unsigned long)@plt>
//
// Markdown has the same in a code block.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/disassembly.h"
#include "render/code_lines.h"
#include "render/code_text.h"
#include "render/estimate_words.h"
#include "render/fit_name.h"
#include "render/tables/disasm_data.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr size_t kNumberColumns = 3;
constexpr size_t kLeastCodeColumns = 20;
constexpr std::string_view kGap = "  ";

using Row = std::array<std::string, kNumberColumns>;  // self, cumulative, address

class DisasmWriter {
 public:
  DisasmWriter(const Disassembly& list, const TableStyle& style)
      : list_(list), style_(style), words_{list.metric, list.is_change, list.whole, style.unit} {
    measure({"self", "cum", "address"});
    for (const ListedCode& code : list.codes) {
      for (const ListedInstruction& instruction : code.instructions) measure(row_of(instruction));
    }
  }

  std::string run() const {
    std::string text = write_heading(style_);
    for (const ListedCode& code : list_.codes) {
      if (&code != &list_.codes.front()) text += '\n';
      text += is_markdown() ? "```\n" + write(code) + "```\n" : write(code);
    }
    return text + left_out();
  }

 private:
  bool is_markdown() const { return style_.format == TableFormat::kMarkdown; }
  size_t columns() const { return is_markdown() ? 0 : style_.columns; }

  Row row_of(const ListedInstruction& instruction) const {
    return {words_.value(instruction.self), words_.value(instruction.cumulative),
            fmt::format("{:x}", instruction.address)};
  }

  void measure(const Row& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths_[i] = std::max(widths_[i], column_count(row[i]));
    }
  }

  std::string write(const ListedCode& code) const {
    std::string text = write_name(code);
    text += write_row({"self", "cum", "address"}, "instruction", Emphasis::kFaint);
    for (const CodeRun& run : runs_of(list_, code)) {
      text += write_line(code, run);
      for (const ListedInstruction& instruction : run.instructions) {
        text += write_row(row_of(instruction), code_text(instruction.text),
                          words_.emphasis(instruction.self, instruction.cumulative));
      }
    }
    if (code.is_cut) text += write_row({"", "", "…"}, "more instructions", Emphasis::kFaint);
    return text;
  }

  std::string write_name(const ListedCode& code) const {
    const std::string name = readable_name(printable_text(code.symbol));
    const std::string shown = columns() == 0 ? name : fit_name(name, columns());
    return emphasize(fenced(shown), Emphasis::kStrong, style()) + "\n" +
           cut_end(fenced(code_place(code)), columns()) + "\n" +
           cut_end(words_.sums(code.self, code.cumulative), columns()) + "\n";
  }

  std::string write_line(const ListedCode& code, const CodeRun& run) const {
    if (run.line == nullptr) return {};
    const Row row = {words_.value(run.self), words_.value(run.cumulative), ""};
    return write_row(row, line_words(*run.line, code), Emphasis::kFaint);
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
    text += cut_end(fenced(code), columns() == 0 ? 0 : std::max(left, kLeastCodeColumns));
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

  const Disassembly& list_;
  const TableStyle& style_;
  const EstimateWords words_;
  std::array<size_t, kNumberColumns> widths_ = {};
};

}  // namespace

std::string render_disassembly(const Disassembly& list, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return disassembly_json(list);
    case TableFormat::kCsv: return disassembly_csv(list);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  return DisasmWriter(list, style).run();
}

}  // namespace jescope
