// SPDX-License-Identifier: Apache-2.0
//
// Opens the DWARF of a file and of the file it shares parts with.
#include "symbolize/dwarf_file.h"

#include <gelf.h>

#include <utility>

#include "symbolize/debug_file.h"

namespace jescope {
namespace {

// A section without a name is none that libdw knows, so libdw does not follow
// the link by itself. Changes libelf's copy of the header only.
void hide_alt_link(const ElfFile& file) {
  GElf_Shdr header;
  Elf_Scn* section = file.section(".gnu_debugaltlink");
  if (section == nullptr || gelf_getshdr(section, &header) == nullptr) return;
  header.sh_name = 0;
  gelf_update_shdr(section, &header);
}

}  // namespace

std::optional<DwarfFile> DwarfFile::open(const ElfFile& file, const ElfSearch& search) {
  if (!has_debug_info(file)) return std::nullopt;
  DwarfFile result;
  result.join_shared(file, search);
  result.dwarf_.reset(dwarf_begin_elf(file.elf(), DWARF_C_READ, nullptr));
  if (!result.dwarf_) return std::nullopt;
  if (result.shared_) dwarf_setalt(result.dwarf_.get(), result.shared_.get());
  return result;
}

void DwarfFile::join_shared(const ElfFile& file, const ElfSearch& search) {
  const std::optional<AltLink> link = read_alt_link(file);
  if (!link) return;
  hide_alt_link(file);
  is_complete_ = false;
  std::optional<ElfFile> shared = find_alt_file(file, *link, search);
  if (!shared) return;
  hide_alt_link(*shared);
  shared_file_ = std::make_unique<ElfFile>(*std::move(shared));
  shared_.reset(dwarf_begin_elf(shared_file_->elf(), DWARF_C_READ, nullptr));
  is_complete_ = shared_ != nullptr;
}

}  // namespace jescope
