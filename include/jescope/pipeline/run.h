// SPDX-License-Identifier: Apache-2.0
//
// The whole pipeline: a request in, a report's bytes out.
#pragma once

#include <string>
#include <vector>

#include <functional>
#include <string>
#include <vector>
#include "jescope/base/diagnostics.h"

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// Something that the user demanded and that is not so.
struct BrokenGate {
  std::string where;  // the option or "budget:3"
  std::string gate;   // as the user wrote it; empty: the option says it
  std::string found;  // what is instead, in a sentence
};

struct Report {
  std::string text;
  std::vector<BrokenGate> broken_gates;
  // Returns the next piece of the text behind it, empty at the end, where all of it
  // would be too much at once; null: there is none.
  std::function<std::string()> more = nullptr;
};

// Returns the text with all of its pieces.
std::string whole_text(Report report);

// Reads the request's inputs and returns the finished report. What the report
// leaves out, and what was chosen for the user, is told in `diagnostics`.
Result<Report> run(const Request& request, Diagnostics& diagnostics);

}  // namespace jescope
