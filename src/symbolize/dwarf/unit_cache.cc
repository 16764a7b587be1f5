// SPDX-License-Identifier: Apache-2.0
//
// Tables of abbreviations are shared by units that name the same one. In a
// damaged file they may overlap, so what is read in all is bounded.
#include "symbolize/dwarf/unit_cache.h"

#include <dwarf.h>

namespace jescope {
namespace {

constexpr size_t kMostTableBytes = size_t{8} << 20;
constexpr size_t kMostUnits = 4096;

}  // namespace

WorkBudget abbreviation_budget(const DwarfSource& source) {
  const uint64_t section_bytes = source.sections()[DebugSection::kAbbrev].size();
  return WorkBudget((uint64_t{64} << 20) + 8 * section_bytes);
}

UnitCache::UnitCache(const DwarfSource& main, const DwarfSource* shared)
    : shared_(shared), abbreviation_budget_(abbreviation_budget(main)) {}

const DwarfUnit* UnitCache::unit(const UnitPlace& place, const DwarfSource& source) {
  if (place.header == nullptr) return nullptr;
  const auto found = units_.find(place.section.data() + place.header->start);
  if (found != units_.end()) return found->second.get();
  auto unit = std::make_unique<DwarfUnit>();
  unit->source = &source;
  unit->sections = sections_of(source, place.header->sizes.version);
  return add(std::move(unit), place);
}

const DwarfUnit* UnitCache::split_unit(const UnitPlace& place, const DwarfSource& source,
                                       const UnitSections& sections, const DwarfUnit& skeleton) {
  if (place.header == nullptr) return nullptr;
  const auto found = units_.find(place.section.data() + place.header->start);
  if (found != units_.end()) return found->second.get();
  auto unit = std::make_unique<DwarfUnit>();
  unit->source = &source;
  unit->skeleton = &skeleton;
  unit->sections = sections;
  return add(std::move(unit), place);
}

const DwarfUnit* UnitCache::add(std::unique_ptr<DwarfUnit> unit, const UnitPlace& place) {
  unit->shared = shared_;
  unit->header = *place.header;
  unit->entries = place.section.first(static_cast<size_t>(place.header->end));
  if (abbreviation_budget_.is_spent()) return nullptr;
  const uint64_t read_bytes = read_root(*unit);
  if (!abbreviation_budget_.spend(read_bytes) || unit->root.tag == 0) return nullptr;
  set_bases(*unit);
  unit->abbreviations = abbreviations_of(*unit);
  if (unit->abbreviations == nullptr) return nullptr;
  const DwarfUnit* const result = unit.get();
  units_.insert_or_assign(place.section.data() + place.header->start, std::move(unit));
  return result;
}

std::shared_ptr<const Abbreviations> UnitCache::abbreviations_of(const DwarfUnit& unit) {
  const Bytes section = unit.sections.abbreviations;
  const auto start = reinterpret_cast<uintptr_t>(section.data()) + unit.header.abbreviations;
  const auto found = tables_.find(start);
  if (found != tables_.end() && found->second.sizes == unit.header.sizes) {
    return found->second.abbreviations;
  }
  if (abbreviation_budget_.is_spent()) return nullptr;
  const auto table = std::make_shared<const Abbreviations>(
      Abbreviations::read(section, unit.header.abbreviations, unit.header.sizes));
  abbreviation_budget_.spend(table->table_bytes());
  table_bytes_ += table->memory_bytes();
  tables_.insert_or_assign(start, Table{unit.header.sizes, table});
  return table;
}

std::optional<Entry> UnitCache::follow(const DwarfUnit& unit, const FormValue& reference) {
  switch (reference.form) {
    case DW_FORM_ref1:
    case DW_FORM_ref2:
    case DW_FORM_ref4:
    case DW_FORM_ref8:
    case DW_FORM_ref_udata: {
      const UnitHeader& header = unit.header;
      if (reference.number >= header.end - header.start) return std::nullopt;
      const uint64_t offset = header.start + reference.number;
      return offset < header.first_entry() ? std::nullopt : std::optional(Entry{&unit, offset});
    }
    case DW_FORM_ref_addr:
      return entry_at(unit.source->unit_at(reference.number), *unit.source, reference.number);
    case DW_FORM_ref_sig8: {
      const UnitPlace place = unit.source->unit_of_type(reference.number);
      if (place.header == nullptr) return std::nullopt;
      return entry_at(place, *unit.source, place.header->start + place.header->type_entry);
    }
    case DW_FORM_GNU_ref_alt:
    case DW_FORM_ref_sup4:
    case DW_FORM_ref_sup8: return shared_entry(reference.number);
    default: return std::nullopt;
  }
}

std::optional<Entry> UnitCache::shared_entry(uint64_t offset) {
  if (shared_ == nullptr) {
    lacks_shared_file_ = true;
    return std::nullopt;
  }
  return entry_at(shared_->unit_at(offset), *shared_, offset);
}

std::optional<Entry> UnitCache::entry_at(const UnitPlace& place, const DwarfSource& source,
                                         uint64_t offset) {
  if (place.header == nullptr || offset < place.header->first_entry() ||
      offset >= place.header->end) {
    return std::nullopt;
  }
  const DwarfUnit* const target = unit(place, source);
  return target == nullptr ? std::nullopt : std::optional(Entry{target, offset});
}

bool UnitCache::trim() {
  if (table_bytes_ <= kMostTableBytes && units_.size() <= kMostUnits) return false;
  units_.clear();
  tables_.clear();
  table_bytes_ = 0;
  return true;
}

}  // namespace jescope
