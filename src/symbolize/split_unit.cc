// SPDX-License-Identifier: Apache-2.0
//
// libdw opens the .dwo file and proves it by its id. It opens whatever has
// that name, so the name is looked at first.
#include "symbolize/split_unit.h"

#include <dwarf.h>
#include <fmt/format.h>

#include <string>

#include "symbolize/open_file.h"

namespace jescope {
namespace {

std::string text_attribute(Dwarf_Die& entry, unsigned int name) {
  Dwarf_Attribute attribute;
  const char* text = dwarf_formstring(dwarf_attr(&entry, name, &attribute));
  return text == nullptr ? std::string() : std::string(text);
}

// Returns where the .dwo file of `skeleton` was written to; empty: it names none.
std::string split_file_path(Dwarf_Die& skeleton) {
  std::string name = text_attribute(skeleton, DW_AT_dwo_name);
  if (name.empty()) name = text_attribute(skeleton, DW_AT_GNU_dwo_name);
  if (name.empty() || name.starts_with('/')) return name;
  return fmt::format("{}/{}", text_attribute(skeleton, DW_AT_comp_dir), name);
}

}  // namespace

UnitEntries unit_entries(const Dwarf_Die& root) {
  Dwarf_Die skeleton = root;
  uint8_t type = 0;
  if (dwarf_cu_info(root.cu, nullptr, &type, nullptr, nullptr, nullptr, nullptr, nullptr) != 0 ||
      type != DW_UT_skeleton) {
    return {root};
  }
  Dwarf_Die split = {};
  const bool is_found =
      is_regular_file(split_file_path(skeleton), {}) &&
      dwarf_cu_info(root.cu, nullptr, nullptr, nullptr, &split, nullptr, nullptr, nullptr) == 0 &&
      split.cu != nullptr;
  if (!is_found) return {root, false};
  return {split};
}

}  // namespace jescope
