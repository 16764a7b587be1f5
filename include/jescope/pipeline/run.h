// SPDX-License-Identifier: Apache-2.0
//
// The whole pipeline: a request in, a report's bytes out.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

struct Report {
  std::string text;
  std::string broken_gate;  // what failed of what the user demanded; empty: nothing
};

// Reads the request's inputs and returns the finished report. What the report
// leaves out, and what was chosen for the user, is told in `diagnostics`.
Result<Report> run(const Request& request, Diagnostics& diagnostics);

}  // namespace jescope
