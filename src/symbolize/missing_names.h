// SPDX-License-Identifier: Apache-2.0
//
// Says in words why a module has no names, or fewer than it could have, and
// which command mends it:
//
//   reason   stripped: only exported functions have names
//   remedy   apt-get install openjdk-17-dbg
//
// A reason fits on a line and has no command in it. A remedy is a command to
// paste, perhaps with a shell's comment behind; of what comes from the dump or
// a file it holds whole shell words only. "DUMP" at its end, or before the
// comment, stands for the dump.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "jescope/model/address_profile.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// What was found out about one module.
struct FoundNames {
  bool wants_lines = true;             // a symbol table alone is not all that was asked for
  bool dwarf = false;                  // there is debug information
  bool symtab = false;                 // .symtab named at least one place
  bool mini_debug_info = false;        // .gnu_debugdata did
  bool dynsym = false;                 // .dynsym did
  bool bounds = false;                 // .eh_frame gave the bounds of at least one place
  bool unreadable_debug_info = false;  // it is there, but cannot be read
  bool damaged_debug_info = false;     // some of it cannot be read
  bool lacks_debug_parts = false;      // a shared or split debug file is not here
  bool lacks_split_files = false;      // of these, a .dwo or .dwp
  size_t places = 0;                   // all that were asked for
  size_t unnamed = 0;                  // of these, also those with bounds only
  size_t without_line = 0;             // named places
  // A debug file that is not the module's, "x.debug has build-id a1, the
  // module b2"; empty: there was none.
  std::string refusal = {};
};

// Returns "DWARF", "symtab", "MiniDebugInfo", "dynsym", "bounds" or "none": the
// best kind found.
std::string source_name(const FoundNames& found);

// Returns why names are missing in a module whose file was read; empty: none
// are, or so few where there is debug information that it is not worth a word.
std::string reason_of_names(const FoundNames& found, const ElfFile& file);

// Returns what mends it for the module at `path` of the system in `sysroot`
// (empty: this one); empty: nothing is missing or nothing mends it.
std::string remedy_of_names(const FoundNames& found, const ElfFile& file, std::string_view path,
                            const std::string& sysroot);

// Returns why a module that is not a file has no names.
std::string reason_of_kind(ModuleKind kind);

// Returns what mends it; `process_id` 0: unknown.
std::string remedy_of_kind(ModuleKind kind, uint64_t process_id);

// Returns why the module's file could not be used.
std::string reason_of_file(const Error& error, const Module& module);

// Returns what mends it.
std::string remedy_of_file(const Module& module);

}  // namespace jescope
