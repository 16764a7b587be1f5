// SPDX-License-Identifier: Apache-2.0
//
// Two dumps: `diff`, and every view with --base. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// Returns the report on what changed from inputs.base to inputs.dumps.
Result<Report> compare(const Inputs& inputs, const Request& request, const Rules& rules,
                       SymbolSource& source, SymbolSource& base_source, Diagnostics& diagnostics);

}  // namespace jescope
