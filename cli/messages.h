// SPDX-License-Identifier: Apache-2.0
//
// What the program says on standard error, and what it ends with. Names in
// messages come from dumps; none may steer the terminal.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/run.h"

namespace jescope {

// Returns "jescope: <where>: <what>", then "hint: <hint>" where there is one.
std::string message(std::string_view where, std::string_view what, std::string_view hint);

std::string describe(const Diagnostic& diagnostic);
std::string describe(const BrokenGate& broken);
std::string describe(const Error& error);

// Returns the exit status of our own commands.
int exit_status(ErrorCode code);

}  // namespace jescope
