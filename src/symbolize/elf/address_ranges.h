// SPDX-License-Identifier: Apache-2.0
//
// Finds, for many addresses at once, the range each lies in. Ranges may
// overlap and nest; the one that starts last wins, of equal starts the
// shortest, of equal ranges the one with the lowest owner:
//
//   owner 0   [--------------------)
//   owner 1        [-------)
//   address   ^      ^   ^    ^       ^
//   answer    0      1   1    0       none
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "symbolize/elf/load_segments.h"

namespace jescope {

struct AddressRange {
  LinkAddress start = 0;
  LinkAddress end = 0;  // one past the last
  uint32_t owner = 0;   // row in the caller's table
};

inline constexpr uint32_t kNoOwner = std::numeric_limits<uint32_t>::max();

// Puts ranges in the order that find_owners expects.
void sort_ranges(std::vector<AddressRange>& ranges);

// Puts ranges in the order of their starts, those of one start in the order
// they have, in linear time.
void sort_by_start(std::vector<AddressRange>& ranges);

// Returns the owner for each of `addresses` (ascending), or kNoOwner.
std::vector<uint32_t> find_owners(std::span<const AddressRange> sorted_ranges,
                                  std::span<const LinkAddress> addresses);

}  // namespace jescope
