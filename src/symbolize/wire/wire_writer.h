// SPDX-License-Identifier: Apache-2.0
//
// Writes numbers and texts one after the other, as ByteCursor reads them:
//
//   05              a number (ULEB128)
//   04 6d 61 69 6e  a text, its length before it: "main"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jescope {

class WireWriter {
 public:
  void number(uint64_t value) {
    while (value >= 0x80) {
      bytes_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    bytes_ += static_cast<char>(value);
  }

  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  // Puts what another writer wrote behind this.
  void append(std::string_view bytes) { bytes_ += bytes; }

  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace jescope
