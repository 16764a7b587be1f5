// SPDX-License-Identifier: Apache-2.0
//
// Errors of the operating system in our grammar.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

// Returns "expected <expected>, got <text of errno>". Call right after the
// function that failed.
Error system_error(ErrorCode code, std::string where, std::string_view expected);

}  // namespace jescope
