// SPDX-License-Identifier: Apache-2.0
//
// Machine code as text: the instructions of one function, in the order of their
// addresses, without a gap.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jescope {

struct Instruction {
  uint32_t offset = 0;      // from the function's first byte
  uint32_t size_bytes = 0;  // 1 to 15
  std::string text;         // "callq 0x1100 <malloc@plt>"; what is no instruction: ".byte 0x06"

  friend bool operator==(const Instruction&, const Instruction&) = default;
};

// A function, or a piece of one that the compiler put elsewhere.
struct FunctionCode {
  std::string name;          // demangled; of a piece "f() [clone .cold]"; empty: unknown
  uint64_t address = 0;      // of its first byte, as the linker assigned it
  uint64_t file_offset = 0;  // of the same byte
  uint64_t size_bytes = 0;   // of all of it, also where instructions are left out
  std::vector<Instruction> instructions;
  bool is_cut = false;  // it has more instructions

  friend bool operator==(const FunctionCode&, const FunctionCode&) = default;
};

}  // namespace jescope
