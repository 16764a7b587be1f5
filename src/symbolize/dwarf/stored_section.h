// SPDX-License-Identifier: Apache-2.0
//
// A section as the file has it, and what it says of its compression:
//
//   .debug_info    SHF_COMPRESSED   Elf64_Chdr{type 1 zlib or 2 zstd, size, alignment}, stream
//   .zdebug_info                    "ZLIB", size in 8 bytes, highest first, zlib stream
//   .debug_info                     the bytes themselves
#pragma once

#include <libelf.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "symbolize/dwarf/inflate.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

struct StoredSection {
  Coding coding = Coding::kPlain;
  Bytes stored;
  uint64_t inflated_bytes = 0;  // as the file claims
};

// Returns the section's content, of no bytes for SHT_NOBITS; nothing when the
// file does not have it where it says, or it is compressed by other means.
std::optional<StoredSection> read_stored_section(const ElfFile& file, Elf_Scn* section,
                                                 std::string_view name);

}  // namespace jescope
