// SPDX-License-Identifier: Apache-2.0
//
// The row that nearly all code has, in one word that takes few instructions to read: the
// CFA is a register plus a number, all that is saved lies near below it, all in words.
//
//   63          47       45        31        17        3       2       0
//    │ cfa offset │ anchor │ base   │ fp      │ return  │ plain │ kind │
//
// A saved register lies at an offset from the CFA; 0: it is not saved, it still holds
// its value. Return addresses are always saved.
#pragma once

#include <cstdint>

#include "record/shim/stack/row.h"

namespace jescope::shim {

class PlainRow {
 public:
  static constexpr uint64_t kIsPlain = 4;

  PlainRow() = default;
  explicit PlainRow(uint64_t word) : word_(word) {}

  bool is_plain() const { return (word_ & kIsPlain) != 0; }
  uintptr_t cfa(const Registers& at) const {
    const uint64_t anchor = word_ & kAnchorMask;
    uintptr_t from = at.sp;
    if (anchor != 0) [[unlikely]]
      from = anchor == kFramePointerBits ? at.fp : at.base;
    return from + static_cast<uintptr_t>(8 * (static_cast<int64_t>(word_) >> kCfaShift));
  }
  // In words.
  intptr_t return_offset() const { return field(kReturnShift); }
  intptr_t fp_offset() const { return field(kFpShift); }
  intptr_t base_offset() const { return field(kBaseShift); }

 private:
  static constexpr unsigned kReturnShift = 3;
  static constexpr unsigned kFpShift = 17;
  static constexpr unsigned kBaseShift = 31;
  static constexpr unsigned kOffsetBits = 14;
  static constexpr unsigned kAnchorShift = 45;
  static constexpr uint64_t kAnchorMask = uint64_t{3} << kAnchorShift;
  static constexpr uint64_t kFramePointerBits = uint64_t{1} << kAnchorShift;
  static constexpr unsigned kCfaShift = 47;

  intptr_t field(unsigned shift) const {
    return static_cast<int64_t>(word_ << (64 - kOffsetBits - shift)) >> (64 - kOffsetBits);
  }

  uint64_t word_ = 0;

  friend bool pack_plain_row(const Row& row, uint64_t& word);
  friend Row unpack_plain_row(uint64_t word);
};

/// Returns false for a row that is not plain.
bool pack_plain_row(const Row& row, uint64_t& word);

Row unpack_plain_row(uint64_t word);

}  // namespace jescope::shim
