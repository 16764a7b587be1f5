// SPDX-License-Identifier: Apache-2.0
//
// Asks libdw, which decodes a unit's whole table at the first question.
#include "symbolize/dwarf/unit_lines.h"

#include <algorithm>
#include <limits>

namespace jescope {
namespace {

std::string_view text_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

}  // namespace

UnitLines::UnitLines(Dwarf_Die root, LineTables& tables)
    : root_(root), is_readable_(tables.may_decode(root)) {
  if (!is_readable_) return;
  if (dwarf_getsrcfiles(&root_, &files_, &file_count_) != 0) files_ = nullptr;
}

SourcePlace UnitLines::at(LinkAddress address) {
  if (!is_readable_) return {};
  Dwarf_Line* row = dwarf_getsrc_die(&root_, address);
  if (row == nullptr) return {};
  int line = 0;
  if (dwarf_lineno(row, &line) != 0 || line < 0) line = 0;
  return {text_of(dwarf_linesrc(row, nullptr, nullptr)), static_cast<uint32_t>(line)};
}

std::string_view UnitLines::file(uint64_t number) const {
  if (files_ == nullptr || number >= file_count_) return {};
  return text_of(dwarf_filesrc(files_, static_cast<size_t>(number), nullptr, nullptr));
}

}  // namespace jescope
