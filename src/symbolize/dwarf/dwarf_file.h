// SPDX-License-Identifier: Apache-2.0
//
// libdw's handle for one file's DWARF, joined with the file it shares parts
// with (dwz). libdw is kept from looking for other files by itself: it would
// open any path the DWARF names, outside the sysroot and without asking
// whether it is the right file.
#pragma once

#include <elfutils/libdw.h>

#include <memory>
#include <optional>
#include <string>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/dwarf/dwarf_guard.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

class DwarfFile {
 public:
  // Returns nothing when `file`, which must outlive the result, has no DWARF
  // that can be read.
  static std::optional<DwarfFile> open(const ElfFile& file, const SymbolSearch& search);

  Dwarf* dwarf() const { return dwarf_.get(); }

  // False when the file names a shared file that is not here: what refers to
  // it has no names.
  bool is_complete() const { return is_complete_; }

  // Where libdw looks for split units; empty: unknown.
  const std::string& folder() const { return folder_; }

 private:
  struct Close {
    void operator()(Dwarf* dwarf) const { dwarf_end(dwarf); }
  };
  using Handle = std::unique_ptr<Dwarf, Close>;

  Handle begin(const ElfFile& file);
  void join_shared(const ElfFile& file, const SymbolSearch& search);

  std::string folder_;
  SectionCopies copies_;
  std::unique_ptr<ElfFile> shared_file_;
  Handle shared_;
  Handle dwarf_;
  bool is_complete_ = true;
};

}  // namespace jescope
