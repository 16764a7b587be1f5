// SPDX-License-Identifier: Apache-2.0
//
// A row number that says which table it belongs to, so that a frame's number
// cannot be used where a string's is meant. `none()` is "no row".
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace jescope {

template <typename Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(size_t row) : row_(static_cast<uint32_t>(row)) { assert(row < kNone); }

  static constexpr Id none() { return Id(); }

  constexpr bool is_none() const { return row_ == kNone; }
  constexpr size_t row() const {
    assert(!is_none());
    return row_;
  }
  // The number as stored, `none()` included; for hashing.
  constexpr uint32_t raw() const { return row_; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  uint32_t row_ = kNone;
};

}  // namespace jescope
