// SPDX-License-Identifier: Apache-2.0
//
// Names the places of one module whose file is open, from the best source that
// covers each: DWARF, then .symtab, then .dynsym.
#pragma once

#include <cstdint>
#include <span>

#include "jescope/base/diagnostics.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbol_source.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// `offsets`: in the file, ascending, distinct.
ModuleSymbols name_module(const ElfFile& file, const SymbolSearch& search,
                          std::span<const uint64_t> offsets, Diagnostics& diagnostics);

}  // namespace jescope
