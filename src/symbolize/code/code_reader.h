// SPDX-License-Identifier: Apache-2.0
//
// The instructions of the functions that hold wanted places, from a file that is
// open.
#pragma once

#include "jescope/symbolize/code_source.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

ModuleCode read_code(const ElfFile& file, const FileFinder& finder,
                     std::span<const uint64_t> wanted);

}  // namespace jescope
