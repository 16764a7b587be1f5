// SPDX-License-Identifier: Apache-2.0
//
// Debug files that are used without their program. They keep its addresses, but
// not its bytes, and mostly (objcopy --only-keep-debug) not where these stood in
// the file. That is what a dump counts by, and the dump's map tells it again:
//
//   LOAD  offset 0, vaddr 0x11130, filesz 0, memsz 0x88b   R E   of the debug file
//   mapped from 0x1000 to 0x2000                                 of the dump
//   LOAD  offset 0x1130, vaddr 0x11130, filesz 0x88b             so it was this
#pragma once

#include <optional>
#include <span>

#include "jescope/model/address_profile.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// True when the file names sections of code, but has none of their bytes.
bool lacks_code(const ElfFile& file);

// Returns the segment of code where the map has it; nothing when it does not
// fit, or when there is more than one.
std::optional<LoadSegments> place_by_map(const LoadSegments& segments,
                                         std::span<const MappedRange> ranges);

}  // namespace jescope
