// SPDX-License-Identifier: Apache-2.0
//
// Opens the DWARF of a file and of the file it shares parts with.
#include "symbolize/dwarf/dwarf_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "symbolize/find/debug_file.h"

namespace jescope {
namespace {

std::string folder_of_open_file(int descriptor) {
  std::error_code error;
  const std::filesystem::path path =
      std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
  return error ? std::string() : path.parent_path().string();
}

}  // namespace

std::optional<DwarfFile> DwarfFile::open(const ElfFile& file, const SymbolSearch& search) {
  if (!has_debug_info(file)) return std::nullopt;
  DwarfFile result;
  result.folder_ = folder_of_open_file(file.descriptor());
  result.join_shared(file, search);
  result.dwarf_ = result.begin(file);
  if (!result.dwarf_) return std::nullopt;
  if (result.shared_) dwarf_setalt(result.dwarf_.get(), result.shared_.get());
  return result;
}

DwarfFile::Handle DwarfFile::begin(const ElfFile& file) {
  if (!is_inflation_sane(file)) return nullptr;
  Handle dwarf(dwarf_begin_elf(file.elf(), DWARF_C_READ, nullptr));
  if (!dwarf || !are_abbreviations_sane(dwarf.get())) return nullptr;
  hide_alt_links(file.elf());
  for (auto& copy : end_strings(file.elf())) copies_.push_back(std::move(copy));
  return dwarf;
}

void DwarfFile::join_shared(const ElfFile& file, const SymbolSearch& search) {
  const std::optional<AltLink> link = read_alt_link(file);
  if (!link) return;
  is_complete_ = false;
  std::optional<ElfFile> shared = find_alt_file(file, *link, search);
  if (!shared) return;
  shared_file_ = std::make_unique<ElfFile>(*std::move(shared));
  shared_ = begin(*shared_file_);
  is_complete_ = shared_ != nullptr;
}

}  // namespace jescope
