// SPDX-License-Identifier: Apache-2.0
//
// jeprof's --list and --disasm. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/render/jeprof_code.h"
#include "pipeline/disassembling.h"

namespace jescope {

enum class JeprofCode { kList, kDisasm };

// Returns what jeprof prints of the routines whose full name matches
// request.function_pattern; nothing where none does. `places` are those of the
// profile's dumps (place_collector()). Of the request it also takes the metric and which
// source may be read; jeprof reads all of it where it was built.
Result<std::string> view_jeprof_code(JeprofCode what, const Profile& profile,
                                     const CodePlaces& places, const Request& request,
                                     JeprofUnit unit, CodeReaders readers,
                                     const std::string& symbols_command, Diagnostics& diagnostics);

}  // namespace jescope
