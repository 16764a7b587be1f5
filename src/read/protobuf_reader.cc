// SPDX-License-Identifier: Apache-2.0
#include "read/protobuf_reader.h"

#include <limits>

namespace jescope {
namespace {

// Kinds of fields; groups (3 and 4) are not in use any more.
constexpr uint64_t kVarint = 0;
constexpr uint64_t kEightBytes = 1;
constexpr uint64_t kBytes = 2;
constexpr uint64_t kFourBytes = 5;

constexpr unsigned kMostVarintBits = 64;

}  // namespace

bool ProtobufReader::next() {
  number_ = 0;
  content_ = {};
  is_bytes_ = false;
  is_number_ = false;
  if (bytes_.empty() || is_damaged_) return false;
  uint64_t key = 0;
  if (!read_varint(key)) return false;
  if (key >> 3 > std::numeric_limits<uint32_t>::max()) return fail();
  field_ = static_cast<uint32_t>(key >> 3);
  return read_content(key & 7);
}

bool ProtobufReader::read_content(uint64_t type) {
  switch (type) {
    case kVarint: is_number_ = true; return read_varint(number_);
    case kEightBytes: return skip(8);
    case kFourBytes: return skip(4);
    case kBytes: break;
    default: return fail();
  }
  uint64_t length = 0;
  if (!read_varint(length)) return false;
  if (length > bytes_.size()) return fail();
  content_ = bytes_.substr(0, length);
  is_bytes_ = true;
  return skip(length);
}

bool ProtobufReader::skip(size_t length) {
  if (length > bytes_.size()) return fail();
  bytes_.remove_prefix(length);
  return true;
}

bool ProtobufReader::read_varint(uint64_t& number) {
  number = 0;
  for (unsigned shift = 0; shift < kMostVarintBits; shift += 7) {
    if (bytes_.empty()) return fail();
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    number |= uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return true;
  }
  return fail();
}

bool ProtobufReader::fail() {
  is_damaged_ = true;
  return false;
}

}  // namespace jescope
