// SPDX-License-Identifier: Apache-2.0
//
// Sections are views into the files, which are therefore kept together.
#include "symbolize/dwarf/dwarf_file.h"

#include <utility>

#include "symbolize/find/debug_file.h"

namespace jescope {

std::optional<DwarfFile> DwarfFile::open(const ElfFile& module_file, const ElfFile& debug_file,
                                         const FileFinder& finder) {
  if (!has_debug_info(debug_file)) return std::nullopt;
  DwarfFile result;
  result.threads_ = finder.search().threads;
  result.sections_ = std::make_unique<DebugSections>(
      DebugSections::read(debug_file, DebugFlavour::kWhole, result.threads_));
  if (!result.sections_->has_entries()) return std::nullopt;
  result.join_shared(debug_file, finder);
  result.split_files_ = std::make_unique<FoundSplitFiles>(module_file, debug_file, finder);
  return result;
}

DwarfInput DwarfFile::input() const {
  return {*sections_, shared_.get(), split_files_.get(), threads_};
}

void DwarfFile::join_shared(const ElfFile& debug_file, const FileFinder& finder) {
  const std::optional<AltLink> link = read_alt_link(debug_file);
  if (!link) return;
  is_complete_ = false;
  FoundDebugFile shared = find_alt_file(debug_file, *link, finder);
  refusals_ = std::move(shared.refusals);
  if (!shared.file) return;
  shared_file_ = std::make_unique<ElfFile>(*std::move(shared.file));
  shared_ = std::make_unique<DebugSections>(
      DebugSections::read(*shared_file_, DebugFlavour::kWhole, threads_));
  is_complete_ = shared_->has_entries();
}

}  // namespace jescope
