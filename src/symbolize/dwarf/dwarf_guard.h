// SPDX-License-Identifier: Apache-2.0
//
// What has to hold before libdw may read a file's DWARF, and what is done to
// the sections it reads. libdw takes strings to end inside their section,
// abbreviations to be short and compressed sections to be what they promise.
#pragma once

#include <elfutils/libdw.h>

#include <memory>
#include <vector>

#include "symbolize/elf/elf_file.h"

namespace jescope {

// False when the compressed sections promise more than debug information can:
// libdw inflates all of them at once, and a small file can hold gigabytes.
bool is_inflation_sane(const ElfFile& file);

// False when a unit's abbreviations describe entries with more attributes than
// any compiler writes: each entry would cost as many steps.
bool are_abbreviations_sane(Dwarf* dwarf);

// Copies of sections, to be kept as long as the Dwarf handle.
using SectionCopies = std::vector<std::unique_ptr<char[]>>;

// Gives libdw a copy with a NUL behind it of each section whose last string has
// no end. To be called once, before libdw reads a string.
SectionCopies end_strings(Elf* elf);

// Empties .gnu_debugaltlink, so that libdw does not follow it by itself. It
// changes libelf's copy only.
void hide_alt_links(Elf* elf);

}  // namespace jescope
