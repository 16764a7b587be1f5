// SPDX-License-Identifier: Apache-2.0
//
// The reports of jeprof's command line. Internal to `pipeline`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/view.h"

namespace jescope {

// Returns the report of a profile that was chosen from. request.jeprof is there; its
// mode is none of kSymbols, kList and kDisasm, whose answers take more than a profile.
Result<std::string> view_jeprof(const Profile& profile, const Request& request, const Title& title,
                                Diagnostics& diagnostics);

// Returns the numbers of the dumps' threads in ascending order; of very many the
// first, which is noted.
std::vector<std::string> thread_numbers(std::span<const ChosenDumps> processes,
                                        Diagnostics& diagnostics);

}  // namespace jescope
