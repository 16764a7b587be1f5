// SPDX-License-Identifier: Apache-2.0
//
// jeprof's --list and --disasm. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "pipeline/code/disassembling.h"
#include "pipeline/view.h"

namespace jescope {

// Returns what jeprof prints of the routines whose full name matches
// request.function_pattern; nothing where none does. `places` are those of the
// profile's dumps (place_collector()).
Result<std::string> view_jeprof_code(const Profile& profile, const CodePlaces& places,
                                     const Request& request, const Title& title,
                                     CodeReaders readers, Diagnostics& diagnostics);

}  // namespace jescope
