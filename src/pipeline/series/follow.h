// SPDX-License-Identifier: Apache-2.0
//
// Many dumps: `trend`. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// Returns the trend of each process among the dumps, one after the other; of
// `flame`, a flame graph of one process with its snapshots.
Result<Report> follow(const Inputs& inputs, const Request& request, const Rules& rules,
                      SymbolSource& source, Diagnostics& diagnostics);

}  // namespace jescope
