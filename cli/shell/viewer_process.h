// SPDX-License-Identifier: Apache-2.0
//
// Starts the program that a user asked for by name. No shell reads anything.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/result.h"

namespace jescope {

// Returns the words that open `path` by BROWSER's text: a list of commands with
// colons between, of which the first counts; "%s" stands for the path, which else
// comes last. Empty: xdg-open.
std::vector<std::string> browser_command(const std::string& browser, const std::string& path);

// Starts the program apart from this terminal and does not wait for its end. An
// error: it cannot be started.
Result<Done> start_apart(const std::vector<std::string>& command);

}  // namespace jescope
