// SPDX-License-Identifier: Apache-2.0
//
// Errors and diagnostics as a user reads them, for comparison in full.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"

namespace jescope {

// Returns "where: message", then "hint: ..." on a line of its own if there is one.
std::string to_text(const Error& error);

// Returns each diagnostic in the same form, "note: " or "warning: " before it,
// and how often it came: "(3 times)".
std::string to_text(const Diagnostics& diagnostics);

}  // namespace jescope
