// SPDX-License-Identifier: Apache-2.0
//
// The fields of a protobuf message, one after the other
// (protobuf.dev/programming-guides/encoding):
//
//   08 96 01           field 1, a number: 150
//   12 03 61 62 63     field 2, three bytes: a text, a message or packed numbers
//
// Internal to `read`.
#pragma once

#include <cstdint>
#include <string_view>

namespace jescope {

class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view bytes) : bytes_(bytes) {}

  // Moves to the next field. False at the end, and where the bytes are damaged.
  bool next();

  bool is_damaged() const { return is_damaged_; }
  uint32_t field() const { return field_; }
  // Of a field that is a number; 0 of others.
  uint64_t number() const { return number_; }
  // The same as the signed number that it may stand for.
  int64_t signed_number() const { return static_cast<int64_t>(number_); }
  // Of a field that is bytes, within those of the message; empty of others.
  std::string_view bytes() const { return content_; }
  bool is_bytes() const { return is_bytes_; }
  bool is_number() const { return is_number_; }

  // Calls `take` with each number of a field that may be repeated: it is one
  // number, or bytes that hold several.
  template <typename Take>
  void each_number(Take take) {
    if (!is_bytes_) return take(number_);
    ProtobufReader packed(content_);
    while (!packed.bytes_.empty() && packed.read_varint(packed.number_)) take(packed.number_);
    is_damaged_ |= packed.is_damaged_;
  }

 private:
  bool read_varint(uint64_t& number);
  bool read_content(uint64_t type);
  bool skip(size_t length);
  bool fail();

  std::string_view bytes_;
  uint32_t field_ = 0;
  uint64_t number_ = 0;
  std::string_view content_;
  bool is_bytes_ = false;
  bool is_number_ = false;
  bool is_damaged_ = false;
};

}  // namespace jescope
