// SPDX-License-Identifier: Apache-2.0
//
// What tells one state of a file from another.
#pragma once

#include <string>

#include "symbolize/elf/elf_file.h"

namespace jescope {

// Returns the file's build-id, size and time of its last change, as
// "2fa1c0 176000 1700000000.5"; the path plays no part.
std::string file_identity(const ElfFile& file);

}  // namespace jescope
