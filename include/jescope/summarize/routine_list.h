// SPDX-License-Identifier: Apache-2.0
//
// Source lines of routines as jeprof --list counts them: a routine is one stretch of
// code, its lines are those between the first and the last that its own
// instructions stand at, and code of other files counts for the next line of it:
//
//   0x1000  a.cc:12   self 0      ->   12   0
//   0x1004  b.h:7     self 8           13   8
//   0x1009  a.cc:13   self 0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/source_text.h"
#include "jescope/summarize/disassembly.h"

namespace jescope {

struct RoutineLine {
  uint32_t number = 0;
  Estimate self;
  Estimate cumulative;
  std::string text;
};

struct Routine {
  std::string name;
  std::string file;  // as the compiler wrote it; empty: no line is known
  Estimate self;     // of its instructions
  Estimate cumulative;
  uint32_t first_line = 0;
  uint32_t last_line = 0;          // and with it what is indented as far as the first line
  std::vector<RoutineLine> lines;  // ascending; a few around these, too
};

// Returns the routine of `code` without lines: its name, sums, file and bounds.
Routine outline_routine(const Disassembly& list, const ListedCode& code);

// Returns the numbers of the lines that list_lines() looks at, ascending.
std::vector<uint32_t> lines_to_read(const Routine& routine);

// Returns the routine with its lines and their text. Without text it has those
// lines that hold something.
Routine list_lines(Routine routine, const Disassembly& list, const ListedCode& code,
                   const SourceText& text);

// Returns the rows of `list`'s codes as jeprof orders them: by module, as the dump's
// map does, then by what jeprof makes of the name.
std::vector<size_t> routine_order(const Disassembly& list);

}  // namespace jescope
