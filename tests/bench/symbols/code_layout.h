// SPDX-License-Identifier: Apache-2.0
//
// Where a 64-bit ELF file of this machine's byte order has its code. Read
// without the code under test.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jescope::testing {

struct LoadedPiece {
  uint64_t offset = 0;
  uint64_t address = 0;
  uint64_t length_bytes = 0;
};

struct CodeLayout {
  std::vector<LoadedPiece> loaded;  // executable PT_LOAD
  LoadedPiece text;                 // the largest executable section

  // Returns the place in the file of the byte at `address`, if it is code.
  std::optional<uint64_t> offset_of(uint64_t address) const;
};

// Returns nothing when the file is no such ELF file.
std::optional<CodeLayout> read_code_layout(const std::string& path);

}  // namespace jescope::testing
