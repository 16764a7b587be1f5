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

// Returns the option library's help with one empty line between groups.
std::string without_double_gaps(std::string text);

}  // namespace jescope
