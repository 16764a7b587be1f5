// SPDX-License-Identifier: Apache-2.0
//
// The names of functions that a module reaches through its table of addresses,
// which the loader fills as the relocations say:
//
//   .rela.plt   offset 0x3fd0   JUMP_SLOT  malloc
//   .rela.dyn   offset 0x3fd8   GLOB_DAT   free
//
//   .plt.sec    0x1070: endbr64; jmpq *0x2f56(%rip)    through 0x3fd0: "malloc@plt"
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "symbolize/code/disassembler.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/elf/raw_symbols.h"

namespace jescope {

class JumpSlots {
 public:
  // Names are views into `file`.
  static JumpSlots read(const ElfFile& file, Machine machine);

  // Returns the linker's name of what the slot at `address` leads to; empty: unknown.
  std::string_view name_at(LinkAddress address) const;

  bool is_empty() const { return slots_.empty(); }

 private:
  void add_section(Elf_Scn* section, Machine machine);

  RawSymbols symbols_;
  std::vector<std::pair<LinkAddress, std::string_view>> slots_;  // ascending
};

// Returns the slot that the entry of a PLT, whose bytes `code` begins with, jumps
// through; nothing when it is no such entry.
std::optional<LinkAddress> slot_of_plt_entry(Bytes code, LinkAddress address, Machine machine);

}  // namespace jescope
