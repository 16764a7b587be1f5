// SPDX-License-Identifier: Apache-2.0
//
// What today's terminals understand, for machines that hold no description of
// them: a container has no terminfo files.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the compiled description (term(5)) of a terminal called `name` that
// takes ECMA-48's sequences for moving and erasing, as all in use do.
std::string terminal_description(std::string_view name);

// Returns it as the terminal library takes it from TERMINFO: "hex:1a01...".
std::string terminfo_variable(std::string_view name);

}  // namespace jescope
