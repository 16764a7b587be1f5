// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/routine_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "jescope/model/short_name.h"

namespace jescope {
namespace {

constexpr uint32_t kLinesAround = 5;
constexpr uint32_t kMostLinesBehind = 1000;  // looked at for the end of a function
constexpr uint32_t kMostLines = 100'000;     // of a routine; a table may claim more

// The line of the routine itself, or else the innermost that is known.
const CodeLine* own_line(const Disassembly& list, const ListedInstruction& instruction) {
  if (instruction.lines.empty()) return nullptr;
  const CodeLine& outermost = list.lines[instruction.lines.back()];
  if (!outermost.file.empty() && outermost.line != 0) return &outermost;
  const uint32_t row = shown_line(list, instruction);
  return row == UINT32_MAX ? nullptr : &list.lines[row];
}

// Returns how far the line is indented; -1 for an empty one.
int indentation(const std::string& line) {
  const size_t at = line.find_first_not_of(" \t\r\n\f\v");
  return at == std::string::npos ? -1 : static_cast<int>(at);
}

// A routine that is indented, as one in a class, goes on while lines are.
uint32_t extended_last_line(const Routine& routine, const SourceText& text) {
  uint32_t last = routine.last_line;
  int first_indentation = -1;
  for (const NumberedLine& line : text.lines) {
    const int indented = indentation(line.text);
    if (line.number >= routine.first_line && first_indentation < 0) first_indentation = indented;
    if (first_indentation == 0) return last;
    if (line.number < last || indented < 0) continue;
    if (indented < first_indentation) return last;
    last = line.number + 1;
  }
  return last;
}

struct LineSums {
  Estimate self;
  Estimate cumulative;
};

std::map<uint32_t, LineSums> sum_lines(const Routine& routine, const Disassembly& list,
                                       const ListedCode& code) {
  std::map<uint32_t, LineSums> sums;
  LineSums waiting;
  const auto give = [&](uint32_t line) {
    sums[line].self += waiting.self;
    sums[line].cumulative += waiting.cumulative;
    waiting = {};
  };
  for (const ListedInstruction& instruction : code.instructions) {
    waiting.self += instruction.self;
    waiting.cumulative += instruction.cumulative;
    const CodeLine* const line = own_line(list, instruction);
    const bool is_within = line != nullptr && line->file == routine.file &&
                           line->line >= routine.first_line && line->line <= routine.last_line;
    if (is_within) give(line->line);
  }
  give(routine.last_line);
  return sums;
}

}  // namespace

Routine outline_routine(const Disassembly& list, const ListedCode& code) {
  Routine routine;
  routine.name = code.symbol;
  for (const ListedInstruction& instruction : code.instructions) {
    routine.self += instruction.self;
    routine.cumulative += instruction.cumulative;
    const CodeLine* const line = own_line(list, instruction);
    if (line == nullptr) continue;
    if (routine.file.empty()) {
      routine.file = line->file;
      routine.first_line = line->line;
    }
    if (line->file == routine.file) routine.last_line = std::max(routine.last_line, line->line);
  }
  routine.last_line = std::max(routine.last_line, routine.first_line);
  return routine;
}

std::vector<uint32_t> lines_to_read(const Routine& routine) {
  std::vector<uint32_t> numbers;
  if (routine.file.empty()) return numbers;
  const uint64_t first = std::max<int64_t>(int64_t{routine.first_line} - kLinesAround, 1);
  const uint64_t last = std::min<uint64_t>(
      {uint64_t{routine.last_line} + kMostLinesBehind, first + kMostLines, UINT32_MAX});
  for (uint64_t number = first; number <= last; ++number) {
    numbers.push_back(static_cast<uint32_t>(number));
  }
  return numbers;
}

Routine list_lines(Routine routine, const Disassembly& list, const ListedCode& code,
                   const SourceText& text) {
  const uint64_t last_around = uint64_t{routine.last_line} + kLinesAround;
  if (!text.lines.empty()) routine.last_line = extended_last_line(routine, text);
  std::map<uint32_t, LineSums> sums = sum_lines(routine, list, code);
  for (const NumberedLine& line : text.lines) {
    if (line.number > std::max<uint64_t>(last_around, routine.last_line)) break;
    const LineSums& line_sums = sums[line.number];
    routine.lines.push_back({line.number, line_sums.self, line_sums.cumulative, line.text});
  }
  if (!text.lines.empty()) return routine;
  for (const auto& [number, line_sums] : sums) {
    if (line_sums.self.value == 0 && line_sums.cumulative.value == 0) continue;
    routine.lines.push_back({number, line_sums.self, line_sums.cumulative, {}});
  }
  return routine;
}

std::vector<size_t> routine_order(const Disassembly& list) {
  std::vector<std::tuple<uint32_t, std::string, uint64_t, size_t>> keys;
  for (size_t row = 0; row < list.codes.size(); ++row) {
    const ListedCode& code = list.codes[row];
    keys.emplace_back(code.module_row, jeprof_short_name(code.symbol), code.address, row);
  }
  std::ranges::sort(keys);
  std::vector<size_t> rows;
  for (const auto& key : keys) rows.push_back(std::get<3>(key));
  return rows;
}

}  // namespace jescope
