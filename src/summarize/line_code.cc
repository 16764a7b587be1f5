// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/line_code.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace jescope {
namespace {

constexpr size_t kMostLinesOfFunction = 5000;  // a page has its limits

// Returns the function's innermost line in the chain of an instruction; null: none.
const CodeLine* line_in(const Disassembly& code, const ListedInstruction& instruction,
                        const ListedFunction& function) {
  for (const uint32_t row : instruction.lines) {
    const CodeLine& line = code.lines[row];
    if (line.line != 0 && line.function == function.name && line.file == function.file) {
      return &line;
    }
  }
  return nullptr;
}

// True when some of the function's lines is known, in whatever file.
bool has_own_line(const Disassembly& code, const ListedInstruction& instruction,
                  const std::string& function) {
  return std::ranges::any_of(instruction.lines, [&](uint32_t row) {
    return code.lines[row].line != 0 && code.lines[row].function == function;
  });
}

void append(std::vector<InstructionRange>& ranges, uint32_t code, uint32_t instruction) {
  const bool goes_on = !ranges.empty() && ranges.back().code == code &&
                       ranges.back().first + ranges.back().count == instruction;
  if (goes_on) {
    ++ranges.back().count;
  } else {
    ranges.push_back({code, instruction, 1});
  }
}

// Adds the instructions of one stretch of code.
void add_code(const ListedFunction& function, bool is_own, const Disassembly& code, uint32_t row,
              LineCode& lines) {
  const std::vector<ListedInstruction>& instructions = code.codes[row].instructions;
  for (uint32_t i = 0; i < instructions.size(); ++i) {
    if (const CodeLine* const line = line_in(code, instructions[i], function)) {
      append(lines.by_line[line->line], row, i);
    } else if (is_own && !has_own_line(code, instructions[i], function.name)) {
      append(lines.without_line, row, i);
    }
  }
}

LineCode code_of(const ListedFunction& function, bool is_first_of_name, const Disassembly& code) {
  LineCode lines;
  for (uint32_t row = 0; row < code.codes.size(); ++row) {
    const bool is_own = is_first_of_name && code.codes[row].name == function.name;
    add_code(function, is_own, code, row, lines);
  }
  return lines;
}

// A line that other code stands at as well has its numbers already.
void add_lines(const LineCode& code, ListedFunction& function) {
  std::set<uint32_t> known;
  for (const ListedLine& line : function.lines) known.insert(line.number);
  for (const auto& [number, ranges] : code.by_line) {
    if (function.lines.size() >= kMostLinesOfFunction) break;
    if (!known.contains(number)) function.lines.push_back({number, {}, {}, {}, false});
  }
  std::ranges::sort(function.lines, {}, &ListedLine::number);
}

}  // namespace

std::vector<LineCode> code_of_lines(const SourceList& list, const Disassembly& code) {
  std::vector<LineCode> lines;
  std::set<std::string> names;
  for (const ListedFunction& function : list.functions) {
    lines.push_back(code_of(function, names.insert(function.name).second, code));
  }
  return lines;
}

SourceList add_code_lines(SourceList list, const Disassembly& code) {
  const std::vector<LineCode> lines = code_of_lines(list, code);
  for (size_t i = 0; i < lines.size(); ++i) add_lines(lines[i], list.functions[i]);
  return list;
}

}  // namespace jescope
