// SPDX-License-Identifier: Apache-2.0
//
// The commands with their help: the table from which the command line, --help
// and the manual are made.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "jescope/pipeline/request.h"

namespace jescope {

struct CommandHelp {
  std::string_view name;
  Command command;
  std::string_view group;    // "Look", as in --help
  std::string_view summary;  // one line
  std::string_view example;  // a real command line
};

// All commands, in the order of --help.
std::span<const CommandHelp> all_commands();

// Returns the command called `name`, or null.
const CommandHelp* find_command(std::string_view name);

// Returns the text of `jescope --help`.
std::string main_help();

}  // namespace jescope
