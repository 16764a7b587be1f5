// SPDX-License-Identifier: Apache-2.0
//
// Writes messages in the wire format of protocol buffers
// (https://protobuf.dev/programming-guides/encoding): a key, number * 8 + type,
// before each field. Numbers that are zero and empty lists are left out, as the
// format's third version has them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace jescope {

class ProtobufMessage {
 public:
  void add_number(uint32_t field, uint64_t value);
  void add_message(uint32_t field, const ProtobufMessage& message);

  // Adds a field of a list, whose elements may be zero or empty.
  void add_element(uint32_t field, std::string_view text);
  void add_numbers(uint32_t field, std::span<const uint64_t> values);

  const std::string& bytes() const { return bytes_; }

 private:
  void add_varint(uint64_t value);
  void add_key(uint32_t field, uint32_t type);

  std::string bytes_;
};

}  // namespace jescope
