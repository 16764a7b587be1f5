// SPDX-License-Identifier: Apache-2.0
//
// fork() in a program of many threads: the child gets all memory and one thread. Locks that
// other threads held would stay held in it, so they are all taken before.
#pragma once

namespace jescope::shim {

/// Has the C library call us at every fork.
void handle_forks();

}  // namespace jescope::shim
