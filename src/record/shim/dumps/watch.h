// SPDX-License-Identifier: Apache-2.0
//
// A thread that writes dumps by the clock, by a signal and before memory ends. There is
// one only where the setting asks for such dumps.
#pragma once

#include <signal.h>

#include <cstdint>

#include "record/shim/setting.h"

namespace jescope::shim {

/// Begins what the setting asks for. Called outside of malloc.
void start_watch(const Setting& setting);

/// In the child of a fork, to which the thread did not come along: the child's next
/// allocation that is sampled brings it back.
void forget_watch();

/// Called after a sampled allocation: has the thread look at the memory in use where much
/// was allocated since its last look, because it may sleep too long.
void check_memory_after(uint64_t allocated_bytes);

/// Where `seen` is what the watched signal does, sets it to what it did before.
void show_without_watch(struct sigaction& seen);

/// Says once that the program takes the watched signal for itself, if `number` is that.
void tell_signal_taken(int number);

}  // namespace jescope::shim
