// SPDX-License-Identifier: Apache-2.0
//
// Reads back what WireWriter wrote. The bytes may come from a process that a
// hostile file has damaged: counts are believed only as far as bytes are left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "symbolize/dwarf/byte_cursor.h"

namespace jescope {

class WireReader {
 public:
  explicit WireReader(std::string_view bytes)
      : bytes_(bytes),
        cursor_({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, 0, false) {}

  uint64_t number() { return cursor_.uleb(); }

  // Returns how many things follow, of at least one byte each.
  size_t count() {
    const uint64_t wanted = number();
    if (wanted <= cursor_.left_bytes()) return static_cast<size_t>(wanted);
    cursor_.skip(wanted);  // fails
    return 0;
  }

  std::string_view text() {
    const size_t length_bytes = count();
    const auto start = static_cast<size_t>(cursor_.position());
    cursor_.skip(length_bytes);
    return bytes_.substr(start, length_bytes);
  }

  bool has_failed() const { return cursor_.has_failed(); }
  bool is_at_end() const { return cursor_.is_at_end(); }

 private:
  std::string_view bytes_;
  ByteCursor cursor_;
};

}  // namespace jescope
