// SPDX-License-Identifier: Apache-2.0
#include "render/exports/protobuf.h"

namespace jescope {
namespace {

constexpr uint32_t kVarint = 0;
constexpr uint32_t kLengthDelimited = 2;
constexpr uint64_t kMoreFollows = 0x80;

}  // namespace

void ProtobufMessage::add_varint(uint64_t value) {
  for (; value >= kMoreFollows; value >>= 7) {
    bytes_ += static_cast<char>(static_cast<unsigned char>(value | kMoreFollows));
  }
  bytes_ += static_cast<char>(value);
}

void ProtobufMessage::add_key(uint32_t field, uint32_t type) {
  add_varint(uint64_t{field} << 3 | type);
}

void ProtobufMessage::add_number(uint32_t field, uint64_t value) {
  if (value == 0) return;
  add_key(field, kVarint);
  add_varint(value);
}

void ProtobufMessage::add_message(uint32_t field, const ProtobufMessage& message) {
  add_element(field, message.bytes());
}

void ProtobufMessage::add_element(uint32_t field, std::string_view text) {
  add_key(field, kLengthDelimited);
  add_varint(text.size());
  bytes_ += text;
}

void ProtobufMessage::add_numbers(uint32_t field, std::span<const uint64_t> values) {
  ProtobufMessage packed;
  for (const uint64_t value : values) packed.add_varint(value);
  if (!packed.bytes_.empty()) add_message(field, packed);
}

}  // namespace jescope
