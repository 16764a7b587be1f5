// SPDX-License-Identifier: Apache-2.0
//
// Reads lists step by step. A list that its section does not end, or that has an
// unknown kind, ends there; what stands before is used.
#include "symbolize/dwarf/entry_ranges.h"

#include <dwarf.h>

#include <limits>

namespace jescope {
namespace {

// The greatest address: in .debug_ranges it announces a base.
uint64_t all_ones(unsigned address_bytes) {
  return std::numeric_limits<uint64_t>::max() >> (64 - 8 * address_bytes);
}

// Returns where list number `row` begins: the table holds distances from itself.
uint64_t list_offset(const DwarfUnit& unit, uint64_t row) {
  constexpr uint64_t kNowhere = std::numeric_limits<uint64_t>::max();
  const Bytes section = unit.sections.ranges;
  const unsigned bytes = unit.header.sizes.offset_bytes;
  const uint64_t base = unit.rnglists_base;
  if (base > section.size() || row >= (section.size() - base) / bytes) return kNowhere;
  ByteCursor cursor(section, base + row * bytes, unit.source->is_big_endian());
  const uint64_t distance = cursor.number(bytes);
  return distance > section.size() ? kNowhere : base + distance;
}

}  // namespace

EntryRanges::EntryRanges(const DwarfUnit& unit, const CodeValues& values)
    : unit_(unit), list_({}, 0, false), base_(unit.base_address) {
  if (values.ranges.is_there()) {
    begin_list(values.ranges);
  } else if (values.low_pc.is_there() && values.high_pc.is_there()) {
    begin_one(values);
  }
}

void EntryRanges::begin_one(const CodeValues& values) {
  const std::optional<uint64_t> start = address_of(unit_, values.low_pc);
  if (!start) return;
  has_ranges_ = true;
  source_ = Source::kOne;
  one_ = {*start, is_address(values.high_pc) ? address_of(unit_, values.high_pc).value_or(0)
                                             : *start + values.high_pc.number};
}

void EntryRanges::begin_list(const FormValue& ranges) {
  has_ranges_ = true;
  const bool is_new = unit_.header.sizes.version >= 5;
  source_ = is_new ? Source::kRnglists : Source::kRanges;
  uint64_t offset = ranges.number;
  if (ranges.form == DW_FORM_rnglistx) offset = list_offset(unit_, ranges.number);
  if (!is_new) offset += unit_.old_ranges_base;
  list_ = ByteCursor(unit_.sections.ranges, offset, unit_.source->is_big_endian());
}

bool EntryRanges::next(CodeRange& range, WorkBudget& budget) {
  while (!is_over_ && budget.spend()) {
    bool is_range = false;
    switch (source_) {
      case Source::kNone: return false;
      case Source::kOne:
        range = one_;
        is_over_ = is_range = true;
        break;
      case Source::kRanges: is_range = read_old(range); break;
      case Source::kRnglists: is_range = read_new(range); break;
    }
    if (is_range && range.start < range.end) return true;
  }
  return false;
}

bool EntryRanges::read_old(CodeRange& range) {
  const uint64_t start = address();
  const uint64_t end = address();
  is_over_ = list_.has_failed() || (start == 0 && end == 0);
  if (is_over_) return false;
  if (start == all_ones(unit_.header.sizes.address_bytes)) {
    base_ = end;
    return false;
  }
  range = {base_ + start, base_ + end};
  return true;
}

uint64_t EntryRanges::indexed() {
  return address_of(unit_, {DW_FORM_addrx, list_.uleb(), {}}).value_or(0);
}

bool EntryRanges::read_new(CodeRange& range) {
  const uint8_t kind = list_.u8();
  uint64_t start = 0;
  uint64_t length_bytes = 0;
  switch (kind) {
    case DW_RLE_base_addressx: base_ = indexed(); return false;
    case DW_RLE_base_address: base_ = address(); return false;
    case DW_RLE_startx_endx:
      start = indexed();
      length_bytes = indexed() - start;
      break;
    case DW_RLE_startx_length:
      start = indexed();
      length_bytes = list_.uleb();
      break;
    case DW_RLE_offset_pair:
      start = list_.uleb();
      length_bytes = list_.uleb() - start;
      start += base_;
      break;
    case DW_RLE_start_end:
      start = address();
      length_bytes = address() - start;
      break;
    case DW_RLE_start_length:
      start = address();
      length_bytes = list_.uleb();
      break;
    default: is_over_ = true; return false;
  }
  is_over_ = list_.has_failed();
  range = {start, start + length_bytes};
  return !is_over_;
}

}  // namespace jescope
