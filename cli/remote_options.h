// SPDX-License-Identifier: Apache-2.0
//
// The options of commands that take dumps from URLs. Internal to `cli`.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/option_groups.h"

namespace jescope {

void add_remote_options(CLI::App& app, Words& words, Request& request);

}  // namespace jescope
