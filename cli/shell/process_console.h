// SPDX-License-Identifier: Apache-2.0
//
// The prompt of this process: its standard streams, its terminal, its signals.
#pragma once

#include <memory>
#include <string>

#include "cli/shell/shell_console.h"

namespace jescope {

// Returns the console. There should be one per process. With a person at it,
// from the first prompt on an interrupt (Ctrl-C) stops the answer and not the
// process; a second one during the same answer ends it. What is typed is kept in
// `history_file`; empty: nowhere.
std::unique_ptr<ShellConsole> open_process_console(std::string history_file);

}  // namespace jescope
