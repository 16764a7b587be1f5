// SPDX-License-Identifier: Apache-2.0
//
// Visits every unit's root entry once. A unit without ranges of its own is
// given those of its functions; so is one of DWARF 2, which had one range only
// for a unit whose code stands in several places.
#include "symbolize/dwarf/unit_index.h"

#include <dwarf.h>

#include <algorithm>

#include "symbolize/dwarf/entry_scanner.h"
#include "symbolize/elf/address_ranges.h"

namespace jescope {
namespace {

constexpr uint64_t kMostRanges = uint64_t{1} << 24;  // more than any linked program has

bool may_hold_code(uint8_t unit_type) {
  return unit_type == DW_UT_compile || unit_type == DW_UT_skeleton;
}

class IndexReader {
 public:
  IndexReader(const DwarfSource& source, const LoadSegments& segments,
              std::span<const LinkAddress> addresses)
      : source_(source),
        segments_(segments),
        addresses_(addresses),
        units_(source, nullptr),
        abbreviation_budget_(abbreviation_budget(source)) {}

  void read() {
    const std::vector<UnitHeader>& headers = source_.units().headers;
    for (uint32_t owner = 0; owner < headers.size(); ++owner) {
      if (abbreviation_budget_.is_spent()) break;
      if (may_hold_code(headers[owner].type)) add(headers[owner], owner);
    }
    sort_ranges(ranges_);
  }

  std::vector<AddressRange>& ranges() { return ranges_; }
  bool is_damaged() const {
    return is_damaged_ || range_budget_.is_spent() || abbreviation_budget_.is_spent();
  }

 private:
  void add(const UnitHeader& header, uint32_t owner) {
    DwarfUnit unit;
    unit.source = &source_;
    unit.header = header;
    unit.entries = source_.sections()[DebugSection::kInfo].first(static_cast<size_t>(header.end));
    unit.sections = sections_of(source_, header.sizes.version);
    if (!abbreviation_budget_.spend(read_root(unit))) return;
    if (unit.root.tag == 0) {
      is_damaged_ |= header.first_entry() != header.end;
      return;
    }
    if (unit.root.tag == DW_TAG_partial_unit || unit.root.tag == DW_TAG_type_unit) return;
    set_bases(unit);
    const CodeValues code = {unit.root.low_pc, unit.root.high_pc, unit.root.ranges};
    const bool is_complete = add_ranges(unit, code, owner) && header.sizes.version > 2;
    if (!is_complete && unit.root.has_children) add_functions(header, owner);
  }

  // Returns true when any of the ranges is code.
  bool add_ranges(const DwarfUnit& unit, const CodeValues& code, uint32_t owner) {
    bool is_code = false;
    for_each_range(unit, code, range_budget_, [&](LinkAddress start, LinkAddress end) {
      if (!is_linked_code(segments_, start, end)) return;
      is_code = true;
      if (is_wanted(start, end)) ranges_.push_back({start, end, owner});
    });
    return is_code;
  }

  bool is_wanted(LinkAddress start, LinkAddress end) const {
    const auto first = std::lower_bound(addresses_.begin(), addresses_.end(), start);
    return first != addresses_.end() && *first < end;
  }

  void add_functions(const UnitHeader& header, uint32_t owner) {
    const DwarfUnit* const unit =
        units_.unit({&header, source_.sections()[DebugSection::kInfo]}, source_);
    if (unit == nullptr) return;
    EntryScanner scanner(*unit, header.first_entry());
    EntryHead head;
    scanner.next(head);
    for (uint64_t depth = 1; depth != 0 && scanner.next(head);) {
      if (head.is_end()) {
        --depth;
      } else if (head.kind() == EntryKind::kNamespace) {
        depth += head.abbreviation->has_children ? 1 : 0;
      } else {
        if (head.kind() == EntryKind::kFunction) add_ranges(*unit, code_of(head), owner);
        scanner.pass_children(head);
      }
    }
    units_.trim();
  }

  const DwarfSource& source_;
  const LoadSegments& segments_;
  std::span<const LinkAddress> addresses_;
  UnitCache units_;
  std::vector<AddressRange> ranges_;  // owner: row of the unit's header
  WorkBudget range_budget_{kMostRanges};
  WorkBudget abbreviation_budget_;
  bool is_damaged_ = false;
};

}  // namespace

UnitIndex divide_by_unit(const DwarfSource& source, const LoadSegments& segments,
                         std::span<const LinkAddress> addresses) {
  IndexReader reader(source, segments, addresses);
  reader.read();
  UnitIndex index;
  index.is_damaged = reader.is_damaged() || source.units().is_damaged;
  const std::vector<UnitHeader>& headers = source.units().headers;
  constexpr uint32_t kNoPart = UINT32_MAX;
  std::vector<uint32_t> parts(headers.size(), kNoPart);
  const std::vector<uint32_t> owners = find_owners(reader.ranges(), addresses);
  for (size_t row = 0; row < owners.size(); ++row) {
    if (owners[row] == kNoOwner) continue;
    uint32_t& part = parts[owners[row]];
    if (part == kNoPart) {
      part = static_cast<uint32_t>(index.parts.size());
      index.parts.push_back(
          {{&headers[owners[row]], source.sections()[DebugSection::kInfo]}, {}, {}});
    }
    index.parts[part].addresses.push_back(addresses[row]);
    index.parts[part].rows.push_back(row);
  }
  return index;
}

}  // namespace jescope
