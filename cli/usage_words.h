// SPDX-License-Identifier: Apache-2.0
//
// Mistakes on the command line in our words.
#pragma once

#include <string>

#include "cli/commands.h"
#include "jescope/base/result.h"

namespace jescope {

// Returns the error for what the option library says of a command's arguments,
// with a hint to its help or to what replaces an option of jeprof.
Error explain_usage(const std::string& parser_text, const CommandHelp& command);

}  // namespace jescope
