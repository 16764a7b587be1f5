// SPDX-License-Identifier: Apache-2.0
//
// The loop over what nobody wants is where the time goes, so it does least: a
// number, a row of a table, an addition. Cursors are handed to rare cases by
// value: one whose address is known elsewhere does not stay in registers.
#include "symbolize/dwarf/entry_scanner.h"

#include <dwarf.h>

#include <limits>

namespace jescope {
namespace {

constexpr auto kSiblingRow = static_cast<size_t>(Slot::kSibling);

struct ReadNumber {
  ByteCursor cursor;  // behind it
  uint64_t number = 0;
};

[[gnu::noinline]] ByteCursor behind_rare_form(ByteCursor cursor, uint16_t form, FormSizes sizes) {
  skip_form(cursor, form, sizes);
  return cursor;
}

[[gnu::noinline]] ReadNumber read_rare_form(ByteCursor cursor, uint16_t form, FormSizes sizes) {
  const uint64_t number = read_form(cursor, form, 0, sizes).number;
  return {cursor, number};
}

// Does what the step says once what stands before its value is passed over. Not
// for StepWay::kEnd.
[[gnu::always_inline]] inline void take_value(ByteCursor& cursor, const AbbreviationStep& step,
                                              FormSizes sizes,
                                              std::array<uint64_t, kSlots>& numbers) {
  if (step.way == StepWay::kLeb) return cursor.skip_leb();
  if (step.way == StepWay::kBlock) return cursor.skip(cursor.uleb());
  if (step.slot == kSlots) {
    cursor = behind_rare_form(cursor, step.form, sizes);
  } else if (step.way == StepWay::kNumber4) {
    numbers[step.slot] = cursor.u32();
  } else if (step.way == StepWay::kNumber8) {
    numbers[step.slot] = cursor.u64();
  } else if (step.form == DW_FORM_addrx || step.form == DW_FORM_rnglistx) {
    numbers[step.slot] = cursor.uleb();
  } else {
    const ReadNumber read = read_rare_form(cursor, step.form, sizes);
    cursor = read.cursor;
    numbers[step.slot] = read.number;
  }
}

// Takes the steps that begin at `step`.
[[gnu::always_inline]] inline void take_steps(ByteCursor& cursor, const AbbreviationStep* step,
                                              FormSizes sizes,
                                              std::array<uint64_t, kSlots>& numbers) {
  for (;; ++step) {
    cursor.skip(step->skip_bytes);
    if (step->way == StepWay::kEnd) return;
    take_value(cursor, *step, sizes, numbers);
  }
}

// Returns how far behind `here` the sibling stands; 0: it is not there. Only
// forward: what leads back would be read again and again.
uint64_t distance_to(uint64_t sibling, uint16_t form, const DwarfUnit& unit, uint64_t here) {
  const bool is_in_unit = form == DW_FORM_ref4 || form == DW_FORM_ref1 || form == DW_FORM_ref2 ||
                          form == DW_FORM_ref8 || form == DW_FORM_ref_udata;
  if (!is_in_unit || sibling > unit.entries.size() - unit.header.start) return 0;
  const uint64_t target = unit.header.start + sibling;
  return target <= here ? 0 : target - here;
}

}  // namespace

EntryScanner::EntryScanner(const DwarfUnit& unit, uint64_t offset)
    : unit_(unit), shapes_(*unit.abbreviations), cursor_(unit.cursor(offset)) {}

bool EntryScanner::next(EntryHead& head) {
  if (cursor_.is_at_end()) return false;
  head.offset = cursor_.position();
  const uint64_t code = cursor_.uleb();
  head.abbreviation = code == 0 ? nullptr : shapes_.find(code);
  if (head.is_end()) {
    if (code != 0) cursor_.skip(std::numeric_limits<uint64_t>::max());
  } else if (const uint32_t fixed = head.abbreviation->fixed_bytes;
             fixed != kNotFixed && head.kind() == EntryKind::kOther) {
    cursor_.skip(fixed);
  } else {
    read_slots(*head.abbreviation, head.numbers);
  }
  return !cursor_.has_failed();
}

void EntryScanner::read_slots(const Abbreviation& shape, std::array<uint64_t, kSlots>& numbers) {
  take_steps(cursor_, shapes_.steps() + shape.first_step, unit_.header.sizes, numbers);
}

void EntryScanner::pass_children(const EntryHead& head) {
  if (!head.abbreviation->has_children) return;
  const FormValue sibling = head.value(Slot::kSibling);
  const uint64_t distance = distance_to(sibling.number, sibling.form, unit_, cursor_.position());
  if (distance != 0) return cursor_.skip(distance);
  pass_to_end_of_list();
}

bool EntryScanner::pass_attributes(ByteCursor& cursor, const Abbreviation& shape) const {
  if (shape.fixed_bytes != kNotFixed) {
    cursor.skip(shape.fixed_bytes);
    return false;
  }
  std::array<uint64_t, kSlots> numbers;
  numbers[kSiblingRow] = 0;
  take_steps(cursor, shapes_.steps() + shape.first_step_across, unit_.header.sizes, numbers);
  if (numbers[kSiblingRow] == 0 || !shape.has_children) return false;
  const uint64_t distance =
      distance_to(numbers[kSiblingRow], shape.forms[kSiblingRow], unit_, cursor.position());
  cursor.skip(distance);
  return distance != 0;
}

void EntryScanner::pass_to_end_of_list() {
  ByteCursor cursor = cursor_;
  for (uint64_t depth = 1; depth != 0 && !cursor.is_at_end();) {
    const uint64_t code = cursor.uleb();
    if (code == 0) {
      --depth;
      continue;
    }
    const Abbreviation* const shape = shapes_.find(code);
    if (shape == nullptr) {
      cursor.skip(std::numeric_limits<uint64_t>::max());
      break;
    }
    const bool is_past_children = pass_attributes(cursor, *shape);
    depth += shape->has_children && !is_past_children ? 1 : 0;
  }
  cursor_ = cursor;
}

}  // namespace jescope
