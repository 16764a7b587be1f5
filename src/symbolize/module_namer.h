// SPDX-License-Identifier: Apache-2.0
//
// Names the places of one module whose file is open, from the best source that
// covers each: DWARF, .symtab, MiniDebugInfo, .dynsym, and at last the bounds
// of functions.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/symbolize/symbol_source.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

// A query for functions only leaves the debug information alone where a symbol
// table names the place.
ModuleSymbols name_module(const ElfFile& file, const FileFinder& finder, const ModuleQuery& query,
                          Diagnostics& diagnostics);

}  // namespace jescope
