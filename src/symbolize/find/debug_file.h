// SPDX-License-Identifier: Apache-2.0
//
// Where a module's debug information is: in its own file, or in a separate one
// that says so by build-id or by .gnu_debuglink (name and CRC32):
//
//   /usr/lib/debug/.build-id/2f/a1c0....debug     build-id 2fa1c0...
//   /opt/app/bin/server.debug                     link "server.debug" of /opt/app/bin/server
//   /opt/app/bin/.debug/server.debug
//   /usr/lib/debug/opt/app/bin/server.debug
//
// A candidate is taken only if its build-id is the module's or, when one of
// the two has none, its CRC32 is the link's.
#pragma once

#include <optional>
#include <string>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// True when the file itself has .debug_info.
bool has_debug_info(const ElfFile& file);

// Returns the separate debug file of `module_file`, if there is one here.
std::optional<ElfFile> find_debug_file(const ElfFile& module_file, const SymbolSearch& search);

// What .gnu_debugaltlink names: a file shared by several debug files (dwz).
struct AltLink {
  std::string path;  // relative to the folder of the debug file, or absolute
  std::string build_id;
};

std::optional<AltLink> read_alt_link(const ElfFile& debug_file);

// Returns the file `link` of `debug_file` names, if it is here with that build-id.
std::optional<ElfFile> find_alt_file(const ElfFile& debug_file, const AltLink& link,
                                     const SymbolSearch& search);

}  // namespace jescope
