// SPDX-License-Identifier: Apache-2.0
//
// Memory of a thread that stands still.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jescope {

// Returns how many of the bytes could be read, from the first on.
size_t read_remote(pid_t thread, uint64_t address, void* target, size_t length);

// Returns false where not all of them could be written.
bool write_remote(pid_t thread, uint64_t address, std::string_view bytes);

}  // namespace jescope
