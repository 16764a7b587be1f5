// SPDX-License-Identifier: Apache-2.0
//
// Which instructions were made of which source line: what opens below a line of a
// page. Code that was inlined belongs to the line of the call in the function
// it was inlined into, and to its own line where that function is listed itself.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "jescope/summarize/disassembly.h"
#include "jescope/summarize/source_list.h"

namespace jescope {

// Instructions one after the other.
struct InstructionRange {
  uint32_t code = 0;   // row of Disassembly::codes
  uint32_t first = 0;  // row of its instructions
  uint32_t count = 0;

  friend bool operator==(const InstructionRange&, const InstructionRange&) = default;
};

struct LineCode {
  std::map<uint32_t, std::vector<InstructionRange>> by_line;  // by number
  std::vector<InstructionRange> without_line;  // of the function, but of none of its lines
};

// Returns the code of each function of `list`, in the same order. What is of none
// of a function's lines stands with the first of that name.
std::vector<LineCode> code_of_lines(const SourceList& list, const Disassembly& code);

// Returns `list` with all lines that have code, those without numbers as well.
SourceList add_code_lines(SourceList list, const Disassembly& code);

}  // namespace jescope
