// SPDX-License-Identifier: Apache-2.0
//
// What each source line of chosen functions holds: what `list` prints and the
// report shows. Numbers first (list_source), then the text of the lines around
// them (lines_to_show, add_text), which somebody else reads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/model/source_text.h"
#include "jescope/summarize/top_table.h"

namespace jescope {

struct ListedLine {
  uint32_t number = 0;  // 0: the debug information does not tell
  Estimate self;        // allocated at this line
  Estimate cumulative;  // and by what is called from it, once a stack
  std::string text = {};
  bool is_beyond_end = false;  // the file has no such line

  bool has_numbers() const { return self.value != 0 || cumulative.value != 0; }
};

// A function in one source file. Code of it that stands in another file, as
// that of an included one, is a function of its own here.
struct ListedFunction {
  std::string name;
  std::string file;    // as the compiler wrote it; empty: unknown
  std::string module;  // path; empty: of several
  Estimate self;
  Estimate cumulative;  // once a stack, also where the function recurs
  // Ascending; empty: none is known. Without text those with numbers; with text
  // also those between and around them. Where numbers are not consecutive, lines
  // are left out.
  std::vector<ListedLine> lines;
  std::string source = {};    // the file whose text this is; empty: none was read
  size_t lines_left_out = 0;  // with numbers
};

struct SourceList {
  Metric metric = Metric::kInuseSpace;
  bool is_change = false;  // of a difference: numbers are signed
  Estimate total;
  Estimate whole;                         // what shares are of; see share_base()
  std::vector<ListedFunction> functions;  // furthest from zero first, then by name
  size_t functions_left_out = 0;
};

// Returns the functions whose name satisfies `is_wanted`, by self or cumulative
// value. `profile` is regrouped by line. Code that was inlined into a function
// counts for the line of the call there, and for its own lines where it is
// wanted itself.
SourceList list_source(const Profile& profile, Metric metric, TopOrder order,
                       const std::function<bool(std::string_view)>& is_wanted);

// Returns the list with its first `functions` functions; says how many it
// leaves out.
SourceList keep_first(SourceList list, size_t functions);

// Returns the function with those of its lines that hold most, at most `lines`;
// says how many it leaves out. For before there is text.
ListedFunction keep_largest_lines(ListedFunction function, size_t lines);

// Returns the numbers of the lines to show of a function, ascending: those with
// numbers, a few around them, and short stretches between them.
std::vector<uint32_t> lines_to_show(const ListedFunction& function);

// Returns the function with these lines' text, between its numbers.
ListedFunction add_text(ListedFunction function, const SourceText& text);

}  // namespace jescope
