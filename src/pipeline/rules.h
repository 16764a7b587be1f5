// SPDX-License-Identifier: Apache-2.0
//
// All that the user wrote in languages of their own (patterns, renaming rules,
// suppressions, gates), compiled before any dump is read: a mistake is told
// before minutes of work. Internal to `pipeline`.
#pragma once

#include <optional>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/select/name_rules.h"
#include "jescope/select/suppressions.h"
#include "jescope/summarize/gates.h"
#include "pipeline/choice.h"

namespace jescope {

struct Rules {
  Choice choice;
  NameRules names;
  Suppressions suppressions;
  std::vector<Gate> gates;
  GateOptions gate_options;
  std::optional<Pattern> kept_names;  // --keep
};

// Reads the files that the request names. Request::function_pattern is checked, too.
Result<Rules> compile_rules(const Request& request);

}  // namespace jescope
