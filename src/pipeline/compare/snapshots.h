// SPDX-License-Identifier: Apache-2.0
//
// A flame graph that holds all snapshots of a process. Internal to `pipeline`.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// Returns the flame graph of a series; of a long one some snapshots are left out,
// and that is said. `wholes` are the snapshots' totals before filtering.
std::string flame_of_series(const Profile& series, const std::vector<Values>& wholes,
                            const std::string& process, const Request& request,
                            Diagnostics& diagnostics);

}  // namespace jescope
