// SPDX-License-Identifier: Apache-2.0
//
// What shows instructions: disasm, and list as a page. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "pipeline/code/disassembling.h"
#include "pipeline/view.h"

namespace jescope {

Result<std::string> view_code(const Profile& profile, const CodePlaces& places,
                              const Request& request, const Title& title, CodeReaders readers,
                              Diagnostics& diagnostics);

}  // namespace jescope
