// SPDX-License-Identifier: Apache-2.0
//
// A split unit of GCC numbers files by a table of its own in .debug_line.dwo,
// without DW_AT_stmt_list; one of clang by the skeleton's, even where types have
// a table in .debug_line.dwo.
#include "symbolize/dwarf/source_places.h"

#include <limits>

namespace jescope {
namespace {

const std::string no_path;

std::optional<LineProgram> read_table(const DwarfUnit& unit, const DwarfUnit& naming,
                                      uint64_t offset, LineBudget& budget) {
  const DebugSections& sections = unit.source->sections();
  if (!budget.spend(sections, offset)) return std::nullopt;
  return LineProgram::read(
      sections, {offset, unit.header.sizes.address_bytes, text_of(naming, naming.root.folder),
                 text_of(naming, naming.root.name)});
}

std::optional<LineProgram> read_own_table(const DwarfUnit& unit, LineBudget& budget) {
  if (!unit.root.lines.is_there()) return std::nullopt;
  return read_table(unit, unit, unit.root.lines.number, budget);
}

bool has_split_table(const DwarfUnit& unit) {
  if (unit.skeleton == nullptr || unit.sections.lines.empty()) return false;
  if (unit.root.lines.is_there()) return true;
  return text_of(unit, unit.root.producer).find("clang") == std::string_view::npos;
}

std::optional<LineProgram> read_split_table(const DwarfUnit& unit, LineBudget& budget) {
  const Bytes whole = unit.source->sections()[DebugSection::kLine];
  const auto part = static_cast<uint64_t>(unit.sections.lines.data() - whole.data());
  return read_table(unit, unit.root.folder.is_there() ? unit : *unit.skeleton,
                    part + unit.root.lines.number, budget);
}

}  // namespace

bool LineBudget::spend(const DebugSections& sections, uint64_t offset) {
  const Bytes section = sections[DebugSection::kLine];
  if (sections_.insert(section.data()).second) left_bytes_ += 4 * uint64_t{section.size()};
  const uint64_t bytes = line_table_bytes(sections, offset);
  is_spent_ |= bytes > left_bytes_;
  if (is_spent_) return false;
  left_bytes_ -= bytes;
  return true;
}

SourcePlaces::SourcePlaces(const DwarfUnit& main, const DwarfUnit& entries, LineBudget& budget)
    : lines_{read_own_table(main, budget)} {
  if (has_split_table(entries)) split_lines_ = Table{read_split_table(entries, budget)};
}

std::vector<SourcePlace> SourcePlaces::at(std::span<const LinkAddress> addresses) {
  std::vector<SourcePlace> places(addresses.size(), SourcePlace{&no_path, 0});
  if (!lines_.program) return places;
  const auto [rows, is_whole] = lines_.program->places_at(addresses);
  is_damaged_ |= !is_whole;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].is_covered) places[i] = {path(lines_, rows[i].file), rows[i].line};
  }
  return places;
}

SourcePlace SourcePlaces::of_call(const EntryFacts& inlined) {
  if (!inlined.call_file.is_there()) return {&no_path, 0};
  const uint64_t line = inlined.call_line.number;
  const bool is_line = line <= std::numeric_limits<uint32_t>::max();
  return {path(split_lines_ ? *split_lines_ : lines_, inlined.call_file.number),
          is_line ? static_cast<uint32_t>(line) : 0};
}

// References into a map stay valid while it grows.
const std::string* SourcePlaces::path(Table& table, uint64_t file) {
  if (!table.program) return &no_path;
  const auto [found, is_new] = table.paths.try_emplace(file);
  if (is_new) found->second = table.program->file_path(file);
  return &found->second;
}

}  // namespace jescope
