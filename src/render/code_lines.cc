// SPDX-License-Identifier: Apache-2.0
#include "render/code_lines.h"

#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/code_text.h"

namespace jescope {

std::vector<CodeRun> runs_of(const Disassembly& list, const ListedCode& code) {
  std::vector<CodeRun> runs;
  uint32_t before = 0;
  const std::span<const ListedInstruction> all = code.instructions;
  for (size_t i = 0; i < all.size(); ++i) {
    const uint32_t row = shown_line(list, all[i]);
    if (runs.empty() || row != before) {
      runs.push_back({row == UINT32_MAX ? nullptr : &list.lines[row], all.subspan(i, 0), {}, {}});
    }
    before = row;
    CodeRun& run = runs.back();
    run.instructions = {run.instructions.data(), run.instructions.size() + 1};
    run.self += all[i].self;
    run.cumulative += all[i].cumulative;
  }
  return runs;
}

std::string code_place(const ListedCode& code) {
  return printable_text(fmt::format("{}, {:#x} to {:#x}", base_name(code.module), code.address,
                                    code.address + code.size_bytes));
}

std::string line_words(const CodeLine& line, const ListedCode& code) {
  std::string words = fmt::format("{}:{}", base_name(line.file), line.line);
  const bool is_inlined = !line.function.empty() && line.function != code.name;
  if (is_inlined) words += " in " + readable_name(line.function);
  if (line.has_text) words.append("  ").append(without_indentation(line.text));
  return code_text(words);
}

}  // namespace jescope
