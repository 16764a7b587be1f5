// SPDX-License-Identifier: Apache-2.0
//
// The program as jeprof: called by that name, or as `jescope jeprof`.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"

namespace jescope {

// Runs jeprof with the arguments after its name. The exit status is jeprof's: 0
// answered, 1 anything else.
Outcome run_jeprof(std::span<const std::string> arguments, const Surroundings& surroundings);

}  // namespace jescope
