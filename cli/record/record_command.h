// SPDX-License-Identifier: Apache-2.0
//
// `jescope record`: a program runs with the recorder in it, then its dumps are shown.
//
//   CMD ─▶ file ─check─▶ library placed ─▶ run ─▶ new dumps ─▶ top, report, ...
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"

namespace jescope {

// Runs the command with the arguments after its name. The exit status is the program's,
// 128 and the signal's number where one ended it, 126 and 127 where it did not start, as
// a shell's; our own where it was not run, or where it succeeded and we did not.
Outcome run_record(std::span<const std::string> arguments, const Surroundings& surroundings);

}  // namespace jescope
