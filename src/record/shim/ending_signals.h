// SPDX-License-Identifier: Apache-2.0
//
// Signals that end a program by default: the dump at exit is written before they do.
// Programs look at what a signal does before they set their own (Python takes SIGINT
// only where it finds the default), so what is ours is shown to them as the default.
#pragma once

#include <signal.h>

namespace jescope::shim {

/// Writes the dump at exit when SIGHUP, SIGINT, SIGTERM or SIGABRT end the program.
void watch_endings();

/// Calls sigaction of the C library. Returns 0, or -1 as it does, also where there is none.
int set_signal(int number, const struct sigaction* action, struct sigaction* before);

}  // namespace jescope::shim
