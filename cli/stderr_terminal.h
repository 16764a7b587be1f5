// SPDX-License-Identifier: Apache-2.0
//
// The terminal behind standard error, for progress. There is one per process, as
// there is one standard error.
#pragma once

#include "cli/progress_display.h"

namespace jescope {

// Returns the terminal; none where standard error is something else, or TERM
// says that it cannot draw in place. Nothing is drawn while the process is in
// the background. From now on a signal that ends the process erases the line.
ProgressTerminal stderr_terminal();

// Erases the line if there is one. Safe in a signal handler.
void erase_progress_line();

}  // namespace jescope
