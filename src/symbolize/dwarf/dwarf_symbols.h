// SPDX-License-Identifier: Apache-2.0
//
// Names addresses from DWARF: the chain of functions inlined into each other,
// each with the source place of the call in progress.
#pragma once

#include <span>
#include <vector>

#include "jescope/symbolize/symbol_source.h"
#include "symbolize/dwarf/dwarf_file.h"
#include "symbolize/elf/symbol_table.h"

namespace jescope {

struct DwarfSymbols {
  std::vector<SymbolChain> chains;  // for each address; empty: DWARF knows nothing of it
  bool is_damaged = false;          // some of the DWARF could not be read
  bool lacks_split_files = false;   // some units' .dwo file is not here
};

// Names `addresses` (ascending, distinct). A chain may have a source place
// and an empty function: assembly, or a split unit whose file is missing.
// `symbols` gives the full name of functions DWARF knows only by a short one.
DwarfSymbols name_from_dwarf(const DwarfFile& file, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses, const SymbolTable& symbols);

}  // namespace jescope
