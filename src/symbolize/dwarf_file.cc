// SPDX-License-Identifier: Apache-2.0
//
// Opens the DWARF of a file and of the file it shares parts with.
#include "symbolize/dwarf_file.h"

#include <elfutils/libdwelf.h>
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

// Returns the bytes of the section when inflated; 0 when it is not compressed.
uint64_t inflated_bytes(const ElfFile& file, Elf_Scn* section, const GElf_Shdr& header) {
  GElf_Chdr compression;
  if ((header.sh_flags & SHF_COMPRESSED) != 0) {
    return gelf_getchdr(section, &compression) == nullptr ? 0 : compression.ch_size;
  }
  if (!file.section_name(section).starts_with(".zdebug")) return 0;
  const ssize_t bytes = dwelf_scn_gnu_compressed_size(section);
  return bytes < 0 ? 0 : static_cast<uint64_t>(bytes);
}

// False when the compressed sections promise more than debug information can:
// libdw inflates all of them at once, and a small file can hold gigabytes.
bool is_inflation_sane(const ElfFile& file) {
  constexpr uint64_t kMostRatio = 64;
  constexpr uint64_t kForSmallFiles = uint64_t{64} << 20;
  uint64_t stored = 0;
  uint64_t inflated = 0;
  Elf_Scn* section = nullptr;
  while ((section = elf_nextscn(file.elf(), section)) != nullptr) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) continue;
    const uint64_t bytes = inflated_bytes(file, section, header);
    if (bytes == 0) continue;
    stored += header.sh_size;
    inflated = inflated + bytes < inflated ? UINT64_MAX : inflated + bytes;
  }
  return inflated / kMostRatio <= stored + kForSmallFiles / kMostRatio;
}

}  // namespace

std::optional<DwarfFile> DwarfFile::open(const ElfFile& file, const ElfSearch& search) {
  if (!has_debug_info(file) || !is_inflation_sane(file)) return std::nullopt;
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
  if (!shared || !is_inflation_sane(*shared)) return;
  hide_alt_link(*shared);
  shared_file_ = std::make_unique<ElfFile>(*std::move(shared));
  shared_.reset(dwarf_begin_elf(shared_file_->elf(), DWARF_C_READ, nullptr));
  is_complete_ = shared_ != nullptr;
}

}  // namespace jescope
