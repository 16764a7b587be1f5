// SPDX-License-Identifier: Apache-2.0
//
// The files of /proc, which have no size and may vanish at any time. Internal to `record`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jescope {

// Returns the numbers of all processes, as their folders are called.
std::vector<std::string> process_numbers();

// Returns at most about `most` bytes of a file; nothing where it cannot be read.
std::string read_process_file(const std::string& path, size_t most);

// Returns what process `number` has mapped, as its maps file tells.
std::string read_process_maps(const std::string& number);

}  // namespace jescope
