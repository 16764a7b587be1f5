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

// What shows instructions, where the request asks for them.
struct CodeAtHand {
  const CodePlaces& places;
  SymbolSource& names;
  CodeSource* source;  // null: no request asks for them
};

// Returns the report that the request asks for, with or without instructions.
Result<std::string> show(const Profile& profile, const CodeAtHand& code, const Request& request,
                         const Title& title, Diagnostics& diagnostics);

Result<std::string> view_code(const Profile& profile, const CodePlaces& places,
                              const Request& request, const Title& title, CodeReaders readers,
                              Diagnostics& diagnostics);

}  // namespace jescope
