// SPDX-License-Identifier: Apache-2.0
//
// All summaries on one page: `report`. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// Returns the page on what the inputs are: one dump; two, or a dump and its base;
// or the series of one process. What was taken is noted.
Result<Report> report_page(const Inputs& inputs, const Request& request, const Rules& rules,
                           SymbolSource& source, SymbolSource& base_source,
                           Diagnostics& diagnostics);

}  // namespace jescope
