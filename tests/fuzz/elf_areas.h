// SPDX-License-Identifier: Apache-2.0
//
// Where damage to an ELF file hurts: its headers, its tables of sections and
// segments, and the sections that names come from. Bytes in, places of them out;
// files of either byte order and size of word.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jescope::testing {

struct ElfArea {
  std::string name;  // of the section; "headers", "segments" or "sections" else
  size_t start = 0;
  size_t length_bytes = 0;
};

// Returns areas that lie in `bytes`, none empty; the whole file when it is no
// ELF file that can be read.
std::vector<ElfArea> elf_areas(std::string_view bytes);

}  // namespace jescope::testing
