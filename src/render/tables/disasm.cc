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

#include "jescope/render/disassembly.h"
#include "render/code_lines.h"
#include "render/code_text.h"
#include "render/estimate_words.h"
#include "render/tables/code_rows.h"
#include "render/tables/disasm_data.h"
#include "render/text_table.h"

namespace jescope {
namespace {

using Row = CodeRows::Row;  // self, cumulative, address

class DisasmWriter {
 public:
  DisasmWriter(const Disassembly& list, const TableStyle& style)
      : list_(list),
        style_(style),
        words_{list.metric, list.is_change, list.whole, style.unit},
        rows_(style) {
    rows_.measure({"self", "cum", "address"});
    for (const ListedCode& code : list.codes) {
      for (const ListedInstruction& instruction : code.instructions) {
        rows_.measure(row_of(instruction));
      }
    }
  }

  std::string run() const {
    std::string text = write_heading(style_);
    for (const ListedCode& code : list_.codes) {
      if (&code != &list_.codes.front()) text += '\n';
      text += rows_.block(write(code));
    }
    return text + rows_.left_out(list_.functions_left_out);
  }

 private:
  Row row_of(const ListedInstruction& instruction) const {
    return {words_.value(instruction.self), words_.value(instruction.cumulative),
            fmt::format("{:x}", instruction.address)};
  }

  std::string write(const ListedCode& code) const {
    std::string text =
        rows_.head(code.symbol, code_place(code), words_.sums(code.self, code.cumulative));
    text += rows_.row({"self", "cum", "address"}, "instruction", Emphasis::kFaint);
    for (const CodeRun& run : runs_of(list_, code)) {
      text += write_line(code, run);
      for (const ListedInstruction& instruction : run.instructions) {
        text += rows_.row(row_of(instruction), code_text(instruction.text),
                          words_.emphasis(instruction.self, instruction.cumulative));
      }
    }
    if (code.is_cut) text += rows_.row({"", "", "…"}, "more instructions", Emphasis::kFaint);
    return text;
  }

  std::string write_line(const ListedCode& code, const CodeRun& run) const {
    if (run.line == nullptr) return {};
    const Row row = {words_.value(run.self), words_.value(run.cumulative), ""};
    return rows_.row(row, line_words(*run.line, code), Emphasis::kFaint);
  }

  const Disassembly& list_;
  const TableStyle& style_;
  const EstimateWords words_;
  CodeRows rows_;
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
