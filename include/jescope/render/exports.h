// SPDX-License-Identifier: Apache-2.0
//
// Writes profiles for other programs.
#pragma once

#include <string>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_costs.h"

namespace jescope {

// Folded stacks, as flamegraph.pl, inferno and speedscope read them: frames
// outermost first, joined by ';', a space, the value; sorted bytewise.
std::string render_folded(const Profile& profile, Metric metric);

// A callgrind file for KCachegrind and callgrind_annotate. AllocBytes and
// AllocObjects are written when `has_totals`. `command` names the program.
std::string render_callgrind(const CallCosts& costs, bool has_totals, const std::string& command);

// JSON of schema "jescope/profile/1", stacks innermost first, largest first.
std::string render_profile_json(const Profile& profile);

}  // namespace jescope
