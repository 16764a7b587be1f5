// SPDX-License-Identifier: Apache-2.0
//
// Looks in the package first: where there is one, the .dwo files may be an older
// build's.
#include "symbolize/dwarf/split_units.h"

#include <dwarf.h>

#include "symbolize/dwarf/package_index.h"
#include "symbolize/dwarf/unit_cache.h"

namespace jescope {
namespace {

constexpr uint8_t kFirstStandardVersion = 5;  // before, split DWARF is GNU's

uint64_t split_id(const DwarfUnit& unit) {
  return unit.header.sizes.version >= kFirstStandardVersion ? unit.header.id
                                                            : unit.root.split_id.number;
}

// Returns the id of a unit whose root is not read yet.
uint64_t read_split_id(const DwarfSource& source, const UnitHeader& header, WorkBudget& budget) {
  if (header.sizes.version >= kFirstStandardVersion) return header.id;
  DwarfUnit unit;
  unit.source = &source;
  unit.header = header;
  unit.entries = source.sections()[DebugSection::kInfo].first(static_cast<size_t>(header.end));
  unit.sections = sections_of(source, header.sizes.version);
  budget.spend(read_root(unit));
  return unit.root.split_id.number;
}

bool may_be_split_compile(const UnitHeader& header) {
  return header.type == DW_UT_split_compile || header.type == DW_UT_compile;
}

Bytes slice(Bytes section, const PackageRow::Part& part) {
  if (part.offset > section.size() || part.length_bytes > section.size() - part.offset) return {};
  return section.subspan(static_cast<size_t>(part.offset), static_cast<size_t>(part.length_bytes));
}

UnitSections package_sections(const DebugSections& package, const PackageRow& row) {
  return {slice(package[DebugSection::kAbbrev], row.abbreviations),
          slice(package[DebugSection::kLine], row.lines),
          slice(package[DebugSection::kStrOffsets], row.str_offsets),
          {},
          slice(package[DebugSection::kRnglists], row.rnglists)};
}

// Split units find addresses, and before DWARF 5 ranges, in the program.
UnitSections with_program_sections(UnitSections sections, const DwarfUnit& skeleton) {
  sections.addresses = skeleton.sections.addresses;
  if (skeleton.header.sizes.version < kFirstStandardVersion) {
    sections.ranges = skeleton.sections.ranges;
  }
  return sections;
}

}  // namespace

bool is_skeleton(const DwarfUnit& unit) {
  if (unit.header.sizes.version >= kFirstStandardVersion) {
    return unit.header.type == DW_UT_skeleton;
  }
  return unit.root.split_id.is_there() && unit.root.split_name.is_there();
}

std::optional<SplitUnitPlace> SplitUnits::find(const DwarfUnit& skeleton) {
  if (files_ == nullptr) return std::nullopt;
  std::optional<SplitUnitPlace> found = find_in_package(skeleton);
  if (!found) found = find_in_file(skeleton);
  if (found) found->sections = with_program_sections(found->sections, skeleton);
  return found;
}

std::optional<SplitUnitPlace> SplitUnits::find_in_package(const DwarfUnit& skeleton) {
  const DebugSections* const package = files_->package();
  if (package == nullptr) return std::nullopt;
  const std::optional<PackageRow> row = find_package_row(
      (*package)[DebugSection::kCuIndex], split_id(skeleton), package->is_big_endian());
  if (!row) return std::nullopt;
  const DwarfSource& source = source_of(*package);
  const UnitPlace place = source.unit_at(row->info.offset);
  if (place.header == nullptr || place.header->start != row->info.offset) return std::nullopt;
  return SplitUnitPlace{&source, place, package_sections(*package, *row)};
}

std::optional<SplitUnitPlace> SplitUnits::find_in_file(const DwarfUnit& skeleton) {
  const SplitUnitName name = {text_of(skeleton, skeleton.root.split_name),
                              text_of(skeleton, skeleton.root.folder)};
  if (name.file.empty()) return std::nullopt;
  const DebugSections* const sections = files_->find(name);
  if (sections == nullptr) return std::nullopt;
  const DwarfSource& source = source_of(*sections);
  const UnitsById& units = units_of(*sections);
  const auto found = units.find(split_id(skeleton));
  if (found == units.end()) return std::nullopt;
  return SplitUnitPlace{&source,
                        {found->second, (*sections)[DebugSection::kInfo]},
                        sections_of(source, found->second->sizes.version)};
}

SplitUnits::UnitsById SplitUnits::read_ids(const DwarfSource& source) {
  WorkBudget budget = abbreviation_budget(source);
  UnitsById units;
  for (const UnitHeader& header : source.units().headers) {
    if (!may_be_split_compile(header)) continue;
    const uint64_t id = read_split_id(source, header, budget);
    if (budget.is_spent()) break;
    units.try_emplace(id, &header);
  }
  return units;
}

const DwarfSource& SplitUnits::source_of(const DebugSections& sections) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<DwarfSource>& source = open_[&sections].source;
  if (!source) source = std::make_unique<DwarfSource>(sections);
  return *source;
}

// Elements of a map stay where they are while it grows.
const SplitUnits::UnitsById& SplitUnits::units_of(const DebugSections& sections) {
  const DwarfSource& source = source_of(sections);
  const std::lock_guard lock(mutex_);
  std::optional<UnitsById>& units = open_[&sections].units;
  if (!units) units = read_ids(source);
  return *units;
}

}  // namespace jescope
