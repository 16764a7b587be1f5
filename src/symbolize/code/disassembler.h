// SPDX-License-Identifier: Apache-2.0
//
// The one door to capstone: bytes to instructions, one after the other.
//
//   0x1004: e8 01 00 00 00      "callq 0x100a"         target 0x100a
//   0x1009: ff 15 10 00 00 00   "callq *0x10(%rip)"    data 0x101f
//   0x100f: 06                  ".byte 0x06"           no instruction of this machine
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "symbolize/dwarf/byte_cursor.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

enum class Machine { kX86_64, kArm64 };

// Returns the file's machine; nothing for one that is not known here.
std::optional<Machine> machine_of(const ElfFile& file);

struct DecodedInstruction {
  size_t size_bytes = 0;
  std::string text;
  std::optional<LinkAddress> target;  // of a jump or call that names it
  std::optional<LinkAddress> data;    // what an x86 instruction reaches from its own address
};

class Disassembler {
 public:
  explicit Disassembler(Machine machine);
  Disassembler(const Disassembler&) = delete;
  Disassembler& operator=(const Disassembler&) = delete;
  ~Disassembler();

  // Returns the instruction that `code` begins with; `code` is not empty.
  DecodedInstruction decode(Bytes code, LinkAddress address) const;

 private:
  struct Handle;

  DecodedInstruction undecoded(Bytes code) const;

  Machine machine_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace jescope
