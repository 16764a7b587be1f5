// SPDX-License-Identifier: Apache-2.0
//
// Names addresses from DWARF: the chain of functions inlined into each other,
// each with the source place of the call in progress.
//
// All addresses are known beforehand. So only units that hold one are read, each
// once, and of these only the functions around an address; nothing is kept of
// a unit but the answer.
#pragma once

#include <span>
#include <vector>

#include "jescope/symbolize/symbol_source.h"
#include "symbolize/chain_bytes.h"
#include "symbolize/dwarf/debug_sections.h"
#include "symbolize/dwarf/split_files.h"
#include "symbolize/elf/symbol_table.h"

namespace jescope {

struct DwarfInput {
  const DebugSections& sections;          // of the file
  const DebugSections* shared = nullptr;  // of .gnu_debugaltlink; null: not here, or none
  SplitFiles* split_files = nullptr;      // null: nowhere
  unsigned threads = 1;                   // at most so many at a time
  // Chains that would take more lose what is inlined, all of them; half, for other
  // sources add names.
  uint64_t most_chain_bytes = kMostChainBytes / 2;
};

struct DwarfSymbols {
  std::vector<SymbolChain> chains;  // for each address; empty: DWARF knows nothing of it
  bool is_damaged = false;          // some of the DWARF could not be read
  bool lacks_split_files = false;   // some units' .dwo file is not here
  bool lacks_shared_file = false;   // some names are in a shared file that is not here
};

// Names `addresses` (ascending, distinct). A chain may have a source place
// and an empty function: assembly, or a split unit whose file is missing.
// `symbols` gives the full name of functions DWARF knows only by a short one.
// The answer does not depend on the number of threads.
DwarfSymbols name_from_dwarf(const DwarfInput& input, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses, const SymbolTable& symbols);

}  // namespace jescope
