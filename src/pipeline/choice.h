// SPDX-License-Identifier: Apache-2.0
//
// What the user leaves out of a profile. Internal to `pipeline`.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/select/filter.h"
#include "jescope/select/jeprof_calls.h"

namespace jescope {

// Applied in this order, which is jeprof's; our own commands have filters alone.
struct Choice {
  bool trims_as_jeprof = false;  // --compat=exact
  CallChoice calls;
  Filters filters;

  bool any() const { return trims_as_jeprof || calls.any() || filters.any(); }
};

// Compiles the patterns of the request.
Result<Choice> compile_choice(const Request& request);

// Returns what `choice` leaves of `profile`. That it leaves nothing is a warning.
Profile choose(Profile profile, const Choice& choice, const Request& request,
               Diagnostics& diagnostics);

}  // namespace jescope
