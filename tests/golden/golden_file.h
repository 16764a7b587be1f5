// SPDX-License-Identifier: Apache-2.0
//
// An answer as it is kept in a file, and how two of them differ.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command_line.h"

namespace jescope {

// Returns the command, the exit status, standard error and standard output as
// one text. What stands in CDATA sections (scripts and styles) is left out.
std::string golden_text(std::span<const std::string> words, const Outcome& outcome);

// Returns the lines in which the texts differ, marked '-' and '+', with the
// lines around them; empty when they are equal.
std::string difference(std::string_view expected, std::string_view actual);

}  // namespace jescope
