// SPDX-License-Identifier: Apache-2.0
//
// What only jeprof's command line can ask for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "jescope/model/jeprof_words.h"

namespace jescope {

enum class JeprofMode {
  kText,
  kCollapsed,
  kCallgrind,
  kDot,  // as jeprof draws it; pictures are ours
  kSvg,
  kPs,
  kPdf,
  kGif,
  kRaw,
  kSymbols,  // names for addresses; see Request::inputs
  kList,     // of Request::function_pattern
  kDisasm,   // of the same
};

struct JeprofChoice {
  JeprofMode mode = JeprofMode::kText;
  JeprofUnit unit = JeprofUnit::kMegabytes;
  JeprofNames names = JeprofNames::kRight;  // kExact also cuts off the allocator as jeprof does
  std::string retain;                       // regular expressions; empty: not given
  std::string exclude;
  size_t most_degree = 8;    // --maxdegree
  bool marks_leaks = false;  // --heapcheck
  bool each_thread = false;  // --thread=*: a report for each
  // At a prompt the total is told before, and the first rows are enough.
  bool tells_total = true;
  size_t most_rows = SIZE_MAX;
};

}  // namespace jescope
