// SPDX-License-Identifier: Apache-2.0
//
// Return addresses of the calling thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope::shim {

/// Writes return addresses to `frames`, innermost first, without those within this
/// library; returns how many, at most `limit`. Allocates nothing by malloc, keeps errno, and
/// may be called on any stack, in a signal handler (the caller sees to it that a thread
/// is here once) and in the child of a fork.
size_t capture_stack(uintptr_t* frames, size_t limit);

/// Between these no other thread holds a lock of the unwinder.
void unwind_before_fork();
void unwind_after_fork();

/// Forgets what is known of modules: one was unloaded, and another may take its place.
void forget_modules();

}  // namespace jescope::shim
