// SPDX-License-Identifier: Apache-2.0
//
// Byte sources that behave as badly as a pipe or a disk may.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "jescope/read/byte_source.h"

namespace jescope {

// Gives `bytes` in pieces of 1, 2, ..., `longest_piece`, 1, ... bytes; then the
// error if there is one, else the end.
class PieceSource : public ByteSource {
 public:
  explicit PieceSource(std::string_view bytes, size_t longest_piece = 3,
                       std::optional<Error> error = std::nullopt)
      : bytes_(bytes), longest_piece_(longest_piece), error_(std::move(error)) {}

  Result<size_t> read(std::span<char> room) override {
    if (bytes_.empty() && error_) return *error_;
    piece_ = piece_ % longest_piece_ + 1;
    const size_t length = std::min({piece_, room.size(), bytes_.size()});
    std::copy_n(bytes_.data(), length, room.data());
    bytes_.remove_prefix(length);
    return length;
  }

 private:
  std::string_view bytes_;
  size_t longest_piece_;
  size_t piece_ = 0;
  std::optional<Error> error_;
};

}  // namespace jescope
