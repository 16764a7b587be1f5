// SPDX-License-Identifier: Apache-2.0
//
// Says in words why a module has no names, or fewer than it could have.
#pragma once

#include <cstddef>
#include <string>

#include "jescope/base/result.h"
#include "jescope/model/address_profile.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// What was found out about one module.
struct FoundNames {
  bool dwarf = false;                  // there is debug information
  bool symtab = false;                 // .symtab named at least one place
  bool dynsym = false;                 // .dynsym did
  bool unreadable_debug_info = false;  // it is there, but libdw cannot read it
  bool lacks_debug_parts = false;      // a shared or split debug file is not here
  size_t unnamed = 0;                  // places
};

// Returns "DWARF", "symtab", "dynsym" or "none": the best kind found.
std::string source_name(const FoundNames& found);

// Returns why names are missing in a module whose file was read; empty: none are.
std::string reason_of_names(const FoundNames& found, const ElfFile& file);

// Returns why a module that is not a file has no names.
std::string reason_of_kind(ModuleKind kind);

// Returns why the module's file could not be used.
std::string reason_of_file(const Error& error, const Module& module);

}  // namespace jescope
