// SPDX-License-Identifier: Apache-2.0
//
// Sections of a libelf handle, of our own or of one that libdw opened.
#pragma once

#include <libelf.h>

#include <string>
#include <string_view>
#include <vector>

namespace jescope {

// Returns the section's name; ".debug_x" for the older spelling ".zdebug_x".
// Empty when it has none.
std::string debug_section_name(Elf* elf, Elf_Scn* section);

// Returns libelf's content of the section; null when there are no bytes.
Elf_Data* section_content(Elf_Scn* section);

// Returns the bytes of all sections of that name that have any. There should be
// one; of more, which one libdw takes depends on their flags.
std::vector<std::string_view> sections_named(Elf* elf, std::string_view name);

// Returns true when the file's numbers begin with the highest byte.
bool is_big_endian(Elf* elf);

}  // namespace jescope
