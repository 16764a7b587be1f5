// SPDX-License-Identifier: Apache-2.0
//
// Visits every unit's root entry once. A unit without ranges of its own is
// given those of its functions.
#include "symbolize/dwarf/dwarf_units.h"

#include <dwarf.h>

#include "symbolize/dwarf/dwarf_ranges.h"

namespace jescope {
namespace {

// Entries looked at in units without ranges; damaged files lead in circles.
constexpr uint64_t kMostFunctionEntries = uint64_t{1} << 24;

bool may_hold_code(uint8_t unit_type) {
  return unit_type == DW_UT_compile || unit_type == DW_UT_skeleton;
}

class UnitReader {
 public:
  explicit UnitReader(const LoadSegments& segments) : segments_(segments) {}

  void add(Dwarf_Die root) {
    const auto owner = static_cast<uint32_t>(units_.roots.size());
    const size_t before = units_.ranges.size();
    add_ranges(root, owner);
    if (units_.ranges.size() == before) add_functions(root, owner);
    if (units_.ranges.size() != before) units_.roots.push_back(root);
  }

  DwarfUnits take() {
    sort_ranges(units_.ranges);
    return std::move(units_);
  }

 private:
  void add_ranges(Dwarf_Die& entry, uint32_t owner) {
    for_each_range(entry, range_budget_, [&](LinkAddress start, LinkAddress end) {
      if (holds_code(segments_, start, end)) units_.ranges.push_back({start, end, owner});
    });
  }

  void add_functions(Dwarf_Die& root, uint32_t owner) {
    Dwarf_Die entry;
    if (dwarf_child(&root, &entry) != 0) return;
    do {
      if (dwarf_tag(&entry) == DW_TAG_subprogram) add_ranges(entry, owner);
    } while (entry_budget_.spend() && dwarf_siblingof(&entry, &entry) == 0);
  }

  const LoadSegments& segments_;
  DwarfUnits units_;
  WorkBudget range_budget_{kMostRanges};
  WorkBudget entry_budget_{kMostFunctionEntries};
};

}  // namespace

DwarfUnits read_dwarf_units(Dwarf* dwarf, const LoadSegments& segments) {
  UnitReader reader(segments);
  Dwarf_CU* unit = nullptr;
  Dwarf_Die root;
  uint8_t type = 0;
  int state = 0;
  while ((state = dwarf_get_units(dwarf, unit, &unit, nullptr, &type, &root, nullptr)) == 0) {
    if (may_hold_code(type)) reader.add(root);
  }
  DwarfUnits units = reader.take();
  units.is_damaged = state < 0;
  return units;
}

}  // namespace jescope
