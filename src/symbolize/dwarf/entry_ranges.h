// SPDX-License-Identifier: Apache-2.0
//
// The code of an entry: DW_AT_low_pc with DW_AT_high_pc (an address, or the
// length), or DW_AT_ranges, a list:
//
//   .debug_ranges     {start, end} from the unit's base   {-1, base}   {0, 0} the end
//   .debug_rnglists   1 byte: DW_RLE_*, then what that kind has
//
// Damaged files can make thousands of entries share one endless list, so the
// work on a unit is counted.
#pragma once

#include <cstdint>

#include "symbolize/dwarf/unit.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

// Steps left before a file is given up.
class WorkBudget {
 public:
  explicit WorkBudget(uint64_t steps) : left_(steps) {}
  bool spend(uint64_t steps = 1) {
    if (left_ < steps) left_ = 0;
    if (left_ == 0) return false;
    left_ -= steps;
    return true;
  }
  bool is_spent() const { return left_ == 0; }

 private:
  uint64_t left_;
};

struct CodeValues {
  FormValue low_pc, high_pc, ranges;
};

struct CodeRange {
  uint64_t start = 0;
  uint64_t end = 0;  // one past the last
};

// Returns true when the range is code that the linker kept. What it discarded
// stands at addresses outside of all code, or at 0, where some files have their
// first executable segment, but never a function.
inline bool is_linked_code(const LoadSegments& segments, LinkAddress start, LinkAddress end) {
  return start != 0 && holds_code(segments, start, end);
}

// The ranges, one after the other.
class EntryRanges {
 public:
  EntryRanges(const DwarfUnit& unit, const CodeValues& values);

  // Gives the next range that is not empty; false: there is none, or the budget
  // is spent.
  bool next(CodeRange& range, WorkBudget& budget);

  // True when the entry has the attributes, whatever they say.
  bool has_ranges() const { return has_ranges_; }

 private:
  enum class Source { kNone, kOne, kRanges, kRnglists };

  void begin_one(const CodeValues& values);
  void begin_list(const FormValue& ranges);
  bool read_old(CodeRange& range);
  bool read_new(CodeRange& range);
  uint64_t address() { return list_.number(unit_.header.sizes.address_bytes); }
  uint64_t indexed();

  const DwarfUnit& unit_;
  Source source_ = Source::kNone;
  bool has_ranges_ = false;
  CodeRange one_;
  ByteCursor list_;
  uint64_t base_ = 0;
  bool is_over_ = false;
};

// Calls `use(start, end)` for each range. Returns whether the entry has any.
template <typename Use>
bool for_each_range(const DwarfUnit& unit, const CodeValues& values, WorkBudget& budget, Use use) {
  EntryRanges ranges(unit, values);
  CodeRange range;
  while (ranges.next(range, budget)) use(range.start, range.end);
  return ranges.has_ranges();
}

}  // namespace jescope
