// SPDX-License-Identifier: Apache-2.0
//
// Which file on this machine holds the code of a module of the dump.
#pragma once

#include "jescope/base/result.h"
#include "jescope/model/address_profile.h"
#include "jescope/symbolize/symbol_search.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// Opens the module's file. A file whose code does not fit what was mapped is
// another build and refused. The error's message completes "the file is ...".
Result<ElfFile> open_module_file(const Module& module, const SymbolSearch& search);

}  // namespace jescope
