// SPDX-License-Identifier: Apache-2.0
//
// An allocator that is built into a program, told by the texts that only its code holds:
// its calls need no symbol, so stripped programs keep nothing else. Internal to `record`.
#pragma once

#include <string>

#include "record/launch/file_bytes.h"

namespace jescope {

struct OwnAllocator {
  std::string name;           // "jemalloc", "tcmalloc", "mimalloc"; empty: none was found
  std::string conf_variable;  // jemalloc's, as "JE_MALLOC_CONF"; empty: not jemalloc
  bool can_profile = false;   // jemalloc built with profiling
};

// Looks for the texts in the first 256 MiB of the file.
OwnAllocator find_own_allocator(const FileBytes& file);

}  // namespace jescope
