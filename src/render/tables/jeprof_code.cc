// SPDX-License-Identifier: Apache-2.0
//
// --list, numbers in 6 columns, lines in 4, "." for nothing:
//
//   ROUTINE ====================== Cache::insert in src/cache.cc
//      1.5    2.0 Total MB (flat / cumulative)
//        .      .   11:
//   ---
//        .      .   12: void Cache::insert(Key key) {
//      1.5    2.0   13:   nodes_.push_back(new Node(key));
//        .      .   14: }
//   ---
//
// --disasm, lines in 5, addresses in 8; a file's name where it changes:
//
//   ROUTINE ====================== Cache::insert
//      1.5    2.0 MB (flat, cumulative) 80.0% of total
//   -------------------- src/cache.cc
//        .      .    12: void Cache::insert(Key key) {
//        .      .        1230: push   %rbp
#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/short_name.h"
#include "jescope/render/jeprof_code.h"
#include "render/code_lines.h"
#include "render/code_text.h"

namespace jescope {
namespace {

constexpr size_t kMostFileColumns = 58;
constexpr size_t kKeptFileColumns = 55;

std::string number(const Estimate& estimate, const JeprofAmounts& amounts) {
  return jeprof_amount(estimate.value, amounts);
}

std::string number_or_dot(const Estimate& estimate, const JeprofAmounts& amounts) {
  return estimate.value == 0 ? "." : number(estimate, amounts);
}

// Tabs stay, as jeprof writes them.
std::string printable_source(std::string_view text) {
  std::string printable;
  for (size_t tab = text.find('\t'); tab != std::string_view::npos; tab = text.find('\t')) {
    printable += printable_text(text.substr(0, tab)) + '\t';
    text.remove_prefix(tab + 1);
  }
  return printable + printable_text(text);
}

std::string clean_file(std::string_view file) {
  for (const std::string_view start : {"/proc/self/cwd/", "./"}) {
    if (file.starts_with(start)) file.remove_prefix(start.size());
  }
  return printable_text(file);
}

std::string short_file(std::string_view file) {
  if (file.starts_with("./")) file.remove_prefix(2);
  const std::string shown = printable_text(file);
  if (shown.size() < kMostFileColumns) return shown;
  return "..." + shown.substr(shown.size() - kKeptFileColumns);
}

// Mnemonics are 6 wide, as objdump writes them; names lose their arguments.
std::string clean_instruction(const std::string& text) {
  const size_t blank = text.find(' ');
  if (blank == std::string::npos) return text;
  std::string operands = text.substr(blank + 1);
  const size_t name = operands.find('<');
  if (name != std::string::npos) {
    const std::string target = operands.substr(name + 1, operands.size() - name - 2);
    operands = operands.substr(0, name) + "<" + jeprof_short_name(target) + ">";
  }
  return fmt::format("{:<6} {}", text.substr(0, blank), operands);
}

double percent(const Estimate& part, const Estimate& total) {
  if (total.value == 0) return 0;
  return static_cast<double>(part.value) * 100.0 / static_cast<double>(total.value);
}

std::string list_routine(const Routine& routine, const JeprofAmounts& amounts) {
  std::string text = fmt::format(
      "ROUTINE ====================== {} in {}\n{:>6} {:>6} Total {} (flat / cumulative)\n",
      printable_text(jeprof_short_name(routine.name)), clean_file(routine.file),
      number(routine.self, amounts), number(routine.cumulative, amounts), jeprof_unit(amounts));
  for (const RoutineLine& line : routine.lines) {
    if (line.number == routine.first_line) text += "---\n";
    text += fmt::format("{:>6} {:>6} {:>4}: {}\n", number_or_dot(line.self, amounts),
                        number_or_dot(line.cumulative, amounts), line.number,
                        printable_source(line.text));
    if (line.number == routine.last_line) text += "---\n";
  }
  return text;
}

std::string instruction_row(const ListedInstruction& instruction, const JeprofAmounts& amounts) {
  return fmt::format("{:>6} {:>6}    {:>8}: {:>6}\n", number_or_dot(instruction.self, amounts),
                     number_or_dot(instruction.cumulative, amounts),
                     fmt::format("{:x}", instruction.address),
                     printable_text(clean_instruction(instruction.text)));
}

std::string disassemble_routine(const Disassembly& list, const ListedCode& code,
                                const JeprofAmounts& amounts) {
  Estimate self;
  Estimate cumulative;
  for (const ListedInstruction& instruction : code.instructions) {
    self += instruction.self;
    cumulative += instruction.cumulative;
  }
  std::string text = fmt::format(
      "ROUTINE ====================== {}\n{:>6} {:>6} {} (flat, cumulative) {:.1f}% of total\n",
      printable_text(jeprof_short_name(code.symbol)), number(self, amounts),
      number(cumulative, amounts), jeprof_unit(amounts), percent(cumulative, list.total));
  std::string_view file;
  for (const CodeRun& run : runs_of(list, code)) {
    if (run.line != nullptr && run.line->file != file) {
      file = run.line->file;
      text += fmt::format("-------------------- {}\n", short_file(file));
    }
    if (run.line != nullptr && run.line->has_text) {
      text += fmt::format("{:>6} {:>6} {:>5}: {}\n", number_or_dot(run.self, amounts),
                          number_or_dot(run.cumulative, amounts), run.line->line,
                          printable_source(without_indentation(run.line->text)));
    }
    for (const ListedInstruction& instruction : run.instructions) {
      text += instruction_row(instruction, amounts);
    }
  }
  return text;
}

}  // namespace

std::string render_jeprof_list(std::span<const Routine> routines, const JeprofAmounts& amounts) {
  std::string text;
  for (const Routine& routine : routines) text += list_routine(routine, amounts);
  return text;
}

std::string render_jeprof_disasm(const Disassembly& list, const JeprofAmounts& amounts) {
  std::string text;
  for (const size_t row : routine_order(list)) {
    text += disassemble_routine(list, list.codes[row], amounts);
  }
  return text;
}

}  // namespace jescope
