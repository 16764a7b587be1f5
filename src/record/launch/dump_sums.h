// SPDX-License-Identifier: Apache-2.0
//
// What a dump of the recorder holds in all, and whose it is. Internal to `record`.
#pragma once

#include <string>

#include "jescope/record/new_dumps.h"

namespace jescope {

// Reads the dump at `path` up to its first mapped file; what is damaged adds nothing.
DumpSums read_dump_sums(const std::string& path);

}  // namespace jescope
