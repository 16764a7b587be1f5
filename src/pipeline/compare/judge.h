// SPDX-License-Identifier: Apache-2.0
//
// Gates: judging a comparison, and telling what was hidden or let pass.
// Internal to `pipeline`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/change.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/run.h"
#include "pipeline/rules.h"

namespace jescope {

// Returns `profile` without what the user suppressed; notes what each
// suppression hid.
Profile without_suppressed(const Profile& profile, const Request& request, const Rules& rules,
                           Diagnostics& diagnostics);

// Judges the gates by a profile of two snapshots, regrouped; notes what was
// accepted and what was let pass as noise.
GateReport judge_change(const Profile& sides, ChangeError error, const Request& request,
                        const Rules& rules, std::optional<size_t> leak_suspects,
                        Diagnostics& diagnostics);

// Returns `text`, or the gates in the format that the request asks for, and the
// sentences of the broken ones.
Report to_report(std::string text, const GateReport& gates, const Request& request);

}  // namespace jescope
