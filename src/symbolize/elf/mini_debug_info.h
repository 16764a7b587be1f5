// SPDX-License-Identifier: Apache-2.0
//
// MiniDebugInfo: the section .gnu_debugdata, an ELF file compressed with xz,
// whose .symtab names the functions that are not exported. Fedora's and Red
// Hat's stripped files have it.
#pragma once

#include <optional>

#include "symbolize/elf/elf_file.h"

namespace jescope {

// Returns the file inside `file`; nothing when there is none, or when it is
// damaged or inflates to more than a symbol table can.
std::optional<ElfFile> read_mini_debug_info(const ElfFile& file);

}  // namespace jescope
