// SPDX-License-Identifier: Apache-2.0
//
// What tells one ELF file from another, read without trusting it and without
// libelf: its type, its layout (PT_LOAD) and its build-id. For walks over many
// files that nobody asked for by name; a few small reads for each.
//
//   ELF header ──▶ program headers ──▶ notes: "GNU", type 3, the build-id
//             └──▶ section headers ──▶ the same, where there are no others
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "symbolize/elf/load_segments.h"

namespace jescope {

struct ElfIdentity {
  uint16_t type = 0;      // ET_EXEC, ET_DYN, ET_REL or another
  std::string build_id;   // lower-case hex; empty: none
  LoadSegments segments;  // in the order of the file
};

// Returns nothing when the open file is not ELF. Of headers that lead outside
// of the file, what can be read is kept. Reads at most some 100 KiB.
std::optional<ElfIdentity> read_elf_identity(int descriptor);

}  // namespace jescope
