// SPDX-License-Identifier: Apache-2.0
//
// What an ELF program says of how it is started and where its malloc comes from. Only
// little-endian files of 64 bits are read further than their first bytes. Internal to
// `record`.
//
//   ELF header ─▶ program headers ─▶ PT_INTERP    the loader's path
//                                    PT_NOTE      "Go": a program of Go
//                                    PT_DYNAMIC ─▶ symbols: a malloc of its own
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "record/launch/file_bytes.h"

namespace jescope {

struct ElfProgram {
  bool is_64_bits = false;
  bool is_little_endian = false;
  uint16_t machine = 0;     // EM_X86_64, ...
  uint16_t type = 0;        // ET_EXEC, ET_DYN, ...
  std::string interpreter;  // the loader; empty: none
  bool is_go = false;
  bool defines_malloc = false;  // for all of the process: the first that is asked
};

// Returns what the file says; nothing where it is no ELF file.
std::optional<ElfProgram> read_elf_program(const FileBytes& file);

}  // namespace jescope
