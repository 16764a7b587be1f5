// SPDX-License-Identifier: Apache-2.0
//
// What an answer lacks, told in one line each. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/model/dump.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// Says that the metric was not accumulated.
void warn_of_missing_totals(const Profile& profile, const Request& request,
                            Diagnostics& diagnostics);

// Says what the library of `jescope record` could not record.
void warn_of_recorder(const Dump& dump, Diagnostics& diagnostics);

// Says that much has no name; `command` tells why.
void warn_of_missing_names(const Profile& profile, const Request& request,
                           const std::string& command, Diagnostics& diagnostics);

// Says that the user's patterns leave nothing.
void warn_of_empty_choice(const Request& request, Diagnostics& diagnostics);

// Returns the hint for a pattern that no function matches.
std::string hint_to_all_functions(const Request& request);

}  // namespace jescope
