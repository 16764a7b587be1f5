// SPDX-License-Identifier: Apache-2.0
//
// Sections of a libelf handle, of our own or of one that libdw opened.
#pragma once

#include <libelf.h>

namespace jescope {

// Returns libelf's content of the section; null when there are no bytes.
Elf_Data* section_content(Elf_Scn* section);

// Returns true when the file's numbers begin with the highest byte.
bool is_big_endian(Elf* elf);

}  // namespace jescope
