// SPDX-License-Identifier: Apache-2.0
//
// Reports on dumps as they appear.
#pragma once

#include <string_view>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// The world around a watch: where its lines go, and how time passes.
class WatchHost {
 public:
  virtual ~WatchHost() = default;

  // Shows a line of the report at once; returns false when it cannot be written.
  virtual bool print(std::string_view line) = 0;

  // Shows what the user should know beside it.
  virtual void tell(const Diagnostic& diagnostic) = 0;

  // Waits; returns false when the user wants an end.
  virtual bool wait(double seconds) = 0;
};

// Reports the newest dump of each process in request.inputs (folders or dumps),
// then, unless series.once, each new one as it appears: a line on what grew
// beyond noise since the process's last dump and since its first. A dump that is
// still being written is looked at again later. In the end a line for each
// process sums up.
Result<Done> watch(const Request& request, WatchHost& host);

}  // namespace jescope
