// SPDX-License-Identifier: Apache-2.0
//
// What the terminal library (terminfo) knows of a terminal.
#pragma once

#include <string>

namespace jescope {

// Returns true when a description of the terminal called `name` is found here.
bool has_description(const std::string& name);

}  // namespace jescope
