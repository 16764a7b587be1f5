// SPDX-License-Identifier: Apache-2.0
//
// What jeprof prints, for scripts that take it apart.
#pragma once

#include <string>
#include <string_view>

#include "jescope/model/jeprof_words.h"
#include "jescope/summarize/jeprof_graph.h"
#include "jescope/summarize/jeprof_table.h"

namespace jescope {

// `jeprof --text`. `whose` stands behind "Total": " (t3)" for one thread, or empty.
std::string render_jeprof_text(const JeprofTable& table, JeprofUnit shown, std::string_view whose);

struct JeprofDotStyle {
  std::string program;  // its path, in the title
  JeprofUnit shown = JeprofUnit::kMegabytes;
  bool marks_leaks = false;  // --heapcheck: nodes that hold something are grey
};

// `jeprof --dot`. What depends on names is escaped, which jeprof does not do.
std::string render_jeprof_dot(const JeprofGraph& graph, const JeprofDotStyle& style);

// Returns "Dropping nodes with <= 0.1 MB; edges with <= 0.0 abs(MB)" without a line
// end, as jeprof tells it; empty: nothing is left out for its size.
std::string jeprof_dropping_words(const JeprofGraph& graph, JeprofUnit shown);

}  // namespace jescope
