// SPDX-License-Identifier: Apache-2.0
//
// One dump as jemalloc wrote it, with its names. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// True when the request is for the records of a dump as they are: nothing is
// chosen, compared or put together.
bool wants_dump_as_it_is(const Inputs& inputs, const Request& request);

// Takes one dump; of the snapshots of a process the newest.
Result<Report> symbolize_dump(const Inputs& inputs, const Request& request, const Rules& rules,
                              SymbolSource& source, Diagnostics& diagnostics);

}  // namespace jescope
