// SPDX-License-Identifier: Apache-2.0
//
// Finds a path inside a folder as a process would whose root that folder is:
// absolute symbolic links start again at the folder, ".." stops at it. An
// unpacked image is full of such links, and joining the names would follow
// them to this machine's files.
#pragma once

#include <string>

namespace jescope {

// Opens `path` inside `root` with open(2)'s `flags`. Returns the descriptor,
// or -1 with errno set.
int open_in_root(const std::string& root, const std::string& path, int flags);

// The same, one component at a time, for kernels before Linux 5.6 and for
// sandboxes that forbid openat2(2).
int walk_in_root(const std::string& root, const std::string& path, int flags);

}  // namespace jescope
