// SPDX-License-Identifier: Apache-2.0
//
// What went wrong, as lines for standard error:
//
//   jescope: <where>: <expected>, got <found>
//   hint: <a command that mends it>
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/run.h"

namespace jescope {

std::string describe(const Error& error);
std::string describe(const Diagnostic& diagnostic);
std::string describe(const BrokenGate& broken);

}  // namespace jescope
