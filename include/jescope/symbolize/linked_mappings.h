// SPDX-License-Identifier: Apache-2.0
//
// A file as if it had been loaded at the addresses it was linked for: for
// programs that are not position-independent, and for addresses of no process.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/model/dump.h"

namespace jescope {

// Returns a mapping for each executable segment of the ELF file at `path`.
Result<std::vector<Mapping>> linked_mappings(const std::string& path);

}  // namespace jescope
