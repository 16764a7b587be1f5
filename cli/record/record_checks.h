// SPDX-License-Identifier: Apache-2.0
//
// What is looked at before a program is recorded, so that it does not run in vain.
// Internal to `cli`.
#pragma once

#include <optional>
#include <string>

#include "jescope/base/result.h"

namespace jescope {

// Returns the prefix from the root on; the program, which writes the dumps, may be in
// another folder by then. An error where nothing can be written there.
Result<std::string> absolute_prefix(const std::string& prefix);

// Returns why `output`, the value of -o, cannot be written; nothing where it seems it can,
// and for "-" and no name.
std::optional<Error> check_output(const std::string& output);

}  // namespace jescope
