// SPDX-License-Identifier: Apache-2.0
//
// libdw opens the .dwo file and proves it by its id. It opens whatever has
// one of the names it tries, so every file of such a name is looked at first:
//
//   DW_AT_dwo_name "x.dwo", DW_AT_comp_dir "build", skeleton in /opt/app/server
//
//   /opt/app/x.dwo
//   /opt/app/build/x.dwo
//
// The paths are not looked up in the sysroot: libdw does not know it.
#include "symbolize/dwarf/split_unit.h"

#include <dwarf.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

namespace jescope {
namespace {

namespace fs = std::filesystem;

std::string text_attribute(Dwarf_Die& entry, unsigned int name) {
  Dwarf_Attribute attribute;
  const char* text = dwarf_formstring(dwarf_attr(&entry, name, &attribute));
  return text == nullptr ? std::string() : std::string(text);
}

// Returns where libdw looks for the .dwo file of `skeleton`; empty: it names none.
std::vector<std::string> split_file_paths(Dwarf_Die& skeleton, const std::string& folder) {
  std::string name = text_attribute(skeleton, DW_AT_dwo_name);
  if (name.empty()) name = text_attribute(skeleton, DW_AT_GNU_dwo_name);
  if (name.empty()) return {};
  if (name.starts_with('/')) return {name};
  const std::string built_in = text_attribute(skeleton, DW_AT_comp_dir);
  return {fmt::format("{}/{}", folder, name),
          built_in.starts_with('/') ? fmt::format("{}/{}", built_in, name)
                                    : fmt::format("{}/{}/{}", folder, built_in, name)};
}

enum class Candidate { kAbsent, kSound, kUnsafe };

bool is_sound(const std::string& path) {
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file || !is_inflation_sane(*file)) return false;
  Dwarf* dwarf = dwarf_begin_elf(file->elf(), DWARF_C_READ, nullptr);
  const bool has_sane_entries = dwarf != nullptr && are_abbreviations_sane(dwarf);
  dwarf_end(dwarf);
  return has_sane_entries;
}

Candidate look_at(const std::string& path) {
  std::error_code unknown;
  switch (fs::status(path, unknown).type()) {
    case fs::file_type::regular: return is_sound(path) ? Candidate::kSound : Candidate::kUnsafe;
    case fs::file_type::fifo:
    case fs::file_type::character:
    case fs::file_type::block:
    case fs::file_type::socket: return Candidate::kUnsafe;
    default: return Candidate::kAbsent;
  }
}

// True when libdw finds one file or more, and all of them can be read.
bool may_be_opened(const std::vector<std::string>& paths) {
  bool is_found = false;
  for (const std::string& path : paths) {
    const Candidate candidate = look_at(path);
    if (candidate == Candidate::kUnsafe) return false;
    is_found |= candidate == Candidate::kSound;
  }
  return is_found;
}

bool is_skeleton(const Dwarf_Die& root) {
  uint8_t type = 0;
  return dwarf_cu_info(root.cu, nullptr, &type, nullptr, nullptr, nullptr, nullptr, nullptr) == 0 &&
         type == DW_UT_skeleton;
}

}  // namespace

UnitEntries SplitUnits::entries(const Dwarf_Die& root) {
  if (!is_skeleton(root)) return {root};
  Dwarf_Die skeleton = root;
  Dwarf_Die split = {};
  const bool is_found =
      !folder_.empty() && may_be_opened(split_file_paths(skeleton, folder_)) &&
      dwarf_cu_info(root.cu, nullptr, nullptr, nullptr, &split, nullptr, nullptr, nullptr) == 0 &&
      split.cu != nullptr;
  if (!is_found) return {root, false};
  Elf* elf = dwarf_getelf(dwarf_cu_getdwarf(split.cu));
  hide_alt_links(elf);
  for (auto& copy : end_strings(elf)) copies_.push_back(std::move(copy));
  return {split};
}

}  // namespace jescope
