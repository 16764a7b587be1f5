// SPDX-License-Identifier: Apache-2.0
//
// What jeprof's command line asks for, by jeprof's order of things: allocator,
// --retain and --exclude, --focus and --ignore, then the report. Internal to
// `pipeline`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/select/filter.h"
#include "jescope/select/jeprof_calls.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/view.h"

namespace jescope {

struct JeprofRules {
  CallChoice calls;
  Filters stacks;
};

// Reads the patterns of request.jeprof and request.filters.
Result<JeprofRules> compile_jeprof_rules(const Request& request);

// Returns what of `profile` the report is about.
Profile choose_as_jeprof(const Profile& profile, const Request& request, const JeprofRules& rules);

// Returns the report; request.jeprof is there, and its mode is not kSymbols.
Result<std::string> view_jeprof(const Profile& profile, const Request& request, const Title& title,
                                Diagnostics& diagnostics);

// Returns the numbers of the dumps' threads in ascending order; of very many the
// first, which is noted.
std::vector<std::string> thread_numbers(std::span<const ChosenDumps> processes,
                                        Diagnostics& diagnostics);

}  // namespace jescope
