// SPDX-License-Identifier: Apache-2.0
//
// The first line of a script:
//
//   #!/bin/sh -e                        /bin/sh
//   #!/usr/bin/env python3              python3, to be looked for in PATH
//   #!/usr/bin/env -S A=1 node --flag   node
//
// Internal to `record`.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the program that runs a file which begins with `bytes`: a path, or behind
// env(1) a name. Empty: the file is no such script.
std::string script_program(std::string_view bytes);

}  // namespace jescope
