// SPDX-License-Identifier: Apache-2.0
//
// The bytes are those of the format's own description.
#include "render/exports/protobuf.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>

namespace jescope {
namespace {

TEST(ProtobufMessage, Numbers) {
  ProtobufMessage message;
  message.add_number(1, 150);
  EXPECT_EQ(message.bytes(), "\x08\x96\x01");
}

TEST(ProtobufMessage, ZeroAndEmptyAreLeftOut) {
  ProtobufMessage message;
  message.add_number(1, 0);
  message.add_numbers(3, {});
  EXPECT_EQ(message.bytes(), "");
}

TEST(ProtobufMessage, NegativeNumbersHaveTenBytes) {
  ProtobufMessage message;
  message.add_number(1, std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(message.bytes(), "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(ProtobufMessage, Texts) {
  ProtobufMessage message;
  message.add_element(2, "testing");
  EXPECT_EQ(message.bytes(), "\x12\x07testing");
}

TEST(ProtobufMessage, MessagesWithinMessages) {
  ProtobufMessage inner;
  inner.add_number(1, 150);
  ProtobufMessage message;
  message.add_message(3, inner);
  EXPECT_EQ(message.bytes(), "\x1a\x03\x08\x96\x01");
}

TEST(ProtobufMessage, PackedNumbers) {
  ProtobufMessage message;
  message.add_numbers(6, std::array<uint64_t, 3>{3, 270, 86942});
  EXPECT_EQ(message.bytes(), "\x32\x06\x03\x8e\x02\x9e\xa7\x05");
}

TEST(ProtobufMessage, ElementsOfAListMayBeEmpty) {
  ProtobufMessage message;
  message.add_element(6, "");
  EXPECT_EQ(message.bytes(), std::string("\x32\x00", 2));
}

}  // namespace
}  // namespace jescope
