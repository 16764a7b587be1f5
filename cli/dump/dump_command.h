// SPDX-License-Identifier: Apache-2.0
//
// `jescope dump PID`: a running jemalloc process writes a dump, or all its stacks are
// printed.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"

namespace jescope {

// Runs the command with the arguments after its name.
Outcome run_dump(std::span<const std::string> arguments, const Surroundings& surroundings);

}  // namespace jescope
