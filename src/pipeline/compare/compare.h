// SPDX-License-Identifier: Apache-2.0
//
// Two dumps: `diff`, and every view with --base. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/change.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "jescope/symbolize/symbol_source.h"
#include "pipeline/compare/sides.h"
#include "pipeline/inputs/inputs.h"
#include "pipeline/rules.h"

namespace jescope {

// Returns the report on what changed from inputs.base to inputs.dumps.
Result<Report> compare(const Inputs& inputs, const Request& request, const Rules& rules,
                       SymbolSource& source, SymbolSource& base_source, Diagnostics& diagnostics);

// The same of sides that are loaded.
Result<Report> view_sides(Sides loaded, const Inputs& inputs, const Request& request,
                          const Rules& rules, Diagnostics& diagnostics);

// Returns what the user has not left out of both sides, at the granularity that
// the request asks for: what a DiffTable is made of.
Profile group_sides(Profile sides, ChangeError error, const Request& request, const Rules& rules,
                    Diagnostics& diagnostics);

}  // namespace jescope
