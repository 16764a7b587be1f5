// SPDX-License-Identifier: Apache-2.0
//
// Opens one module's DWARF: the sections of its debug file, of the file that it
// shares parts with (dwz), and the way to its split units.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "symbolize/dwarf/dwarf_symbols.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/find/refusal.h"
#include "symbolize/find/split_files.h"

namespace jescope {

class DwarfFile {
 public:
  // Returns nothing when `debug_file` has no DWARF that can be read. The files,
  // which may be one, and `finder` must outlive the result.
  static std::optional<DwarfFile> open(const ElfFile& module_file, const ElfFile& debug_file,
                                       const FileFinder& finder);

  // Valid as long as this object.
  DwarfInput input() const;

  // False when the file names a shared file that is not here: what refers to
  // it has no names.
  bool is_complete() const { return is_complete_; }

  // Shared files that were found, but are of another build.
  const std::vector<Refusal>& refusals() const { return refusals_; }

  // True when some section cannot be read.
  bool is_damaged() const { return sections_->is_damaged(); }

 private:
  void join_shared(const ElfFile& debug_file, const FileFinder& finder);

  unsigned threads_ = 1;
  std::unique_ptr<DebugSections> sections_;
  std::unique_ptr<ElfFile> shared_file_;
  std::unique_ptr<DebugSections> shared_;  // of that file
  std::unique_ptr<FoundSplitFiles> split_files_;
  bool is_complete_ = true;
  std::vector<Refusal> refusals_;
};

}  // namespace jescope
