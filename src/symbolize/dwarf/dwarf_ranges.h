// SPDX-License-Identifier: Apache-2.0
//
// The code ranges of a DWARF entry (DW_AT_low_pc with DW_AT_high_pc, or
// DW_AT_ranges). Damaged files can make thousands of entries share one endless
// list, so the work on a file is counted.
#pragma once

#include <elfutils/libdw.h>

#include <cstdint>

#include "symbolize/elf/load_segments.h"

namespace jescope {

// Steps left before a file is given up.
class WorkBudget {
 public:
  explicit WorkBudget(uint64_t steps) : left_(steps) {}
  bool spend() { return left_ != 0 && left_-- != 0; }
  bool is_spent() const { return left_ == 0; }

 private:
  uint64_t left_;
};

// More than any linked program has.
inline constexpr uint64_t kMostRanges = uint64_t{1} << 24;

// Calls `use(start, end)` for each range of `entry`. Returns the number of
// ranges; 0 when it has none.
template <typename Use>
size_t for_each_range(Dwarf_Die& entry, WorkBudget& budget, Use use) {
  size_t found = 0;
  Dwarf_Addr base = 0;
  Dwarf_Addr start = 0;
  Dwarf_Addr end = 0;
  ptrdiff_t offset = 0;
  while (budget.spend() && (offset = dwarf_ranges(&entry, offset, &base, &start, &end)) > 0) {
    ++found;
    if (start < end) use(LinkAddress{start}, LinkAddress{end});
  }
  return found;
}

}  // namespace jescope
