// SPDX-License-Identifier: Apache-2.0
//
// The addresses to be named, and which piece of code holds each. Compilers
// list code in the order they made it, and use memory again: the last piece
// that covers an address has it.
//
//   file      A [100, 200)     B [180, 280)     C [100, 120)
//   110 → C   150 → A   190 → B   250 → B
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace jescope {

// A piece of code, as its reader knows it.
struct CodePiece {
  uint64_t start = 0;     // address in the process
  uint64_t position = 0;  // of what describes it in the file
  uint64_t number = 0;    // what else its reader wants to know
};

class WantedCode {
 public:
  // `addresses`: in any order; what they point to must outlive this.
  explicit WantedCode(std::span<const uint64_t> addresses);

  // Says that `piece`, `length_bytes` long, is the newest. False when so many
  // pieces overlapped that no compiler can have written them.
  bool cover(const CodePiece& piece, uint64_t length_bytes);

  // An address that a piece covers.
  struct Covered {
    size_t row;  // in the list of addresses
    uint64_t address;
    CodePiece piece;
  };

  // Returns the covered ones by the place of what describes their piece.
  std::vector<Covered> covered() const;

 private:
  static constexpr uint64_t kMostSteps = uint64_t{1} << 28;

  std::vector<Covered> wanted_;   // by address
  std::vector<bool> is_covered_;  // of these
  uint64_t steps_ = 0;
};

}  // namespace jescope
