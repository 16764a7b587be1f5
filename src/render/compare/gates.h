// SPDX-License-Identifier: Apache-2.0
//
// What the forms of a gate report share. Internal to `render`.
#pragma once

#include <string>

#include "jescope/summarize/gates.h"

namespace jescope {

// Returns "total grew by …" with the note and the reason, on one line.
std::string gate_sentence(const GateResult& result);

// Returns "Cache::insert (cache.cc:42): +12.0 MiB ± 1.2 MiB"; of a stack,
// callers follow.
std::string finding_text(const GateFinding& finding, Metric metric);

// Returns "8MiB function:^Cache:: (budget.txt:3): 1.5 MiB of 8.0 MiB used".
std::string acceptance_text(const AcceptedGrowth& accepted);

}  // namespace jescope
