// SPDX-License-Identifier: Apache-2.0
//
// Stacks of many dumps as rows for a database, or as profiles of one file. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// True when each of several dumps has rows or a profile of its own: nothing is put
// together or compared.
bool wants_rows_of_each(const Inputs& inputs, const Request& request);

// The rows of all dumps, process by process, or speedscope's file of one process; each place is
// named once a process.
Result<Report> export_rows(const Inputs& inputs, const Request& request, const Rules& rules,
                           SymbolSource& source, Diagnostics& diagnostics);

}  // namespace jescope
