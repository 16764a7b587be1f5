// SPDX-License-Identifier: Apache-2.0
//
// Bytes at places: of a file, or of a process's memory. What they say is untrusted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace jescope {

class ByteReader {
 public:
  virtual ~ByteReader() = default;

  // Fills `target` with the `length` bytes from `place` on; false: they are not all there.
  virtual bool read(uint64_t place, void* target, size_t length) const = 0;

  // Returns those bytes, none where they are not all there.
  std::string bytes(uint64_t place, size_t length) const {
    std::string text(length, '\0');
    if (!read(place, text.data(), length)) text.clear();
    return text;
  }

  template <typename Value>
  bool read_value(uint64_t place, Value& value) const {
    return read(place, &value, sizeof value);
  }
};

}  // namespace jescope
