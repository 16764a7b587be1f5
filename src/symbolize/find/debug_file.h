// SPDX-License-Identifier: Apache-2.0
//
// Where a module's debug information is when it is not in its own file. In
// this order, by build-id (here 2fa1c0...) and by .gnu_debuglink (name, CRC32):
//
//   /usr/lib/debug/.build-id/2f/a1c0....debug     in the sysroot, then here
//   DIR/.build-id/2f/a1c0....debug                of each --symbols DIR
//   CACHE/2fa1c0.../debuginfo                     what debuginfod's client kept
//   any file below a --symbols DIR                that has the build-id
//   /opt/app/bin/server.debug                     link "server.debug" of /opt/app/bin/server
//   /opt/app/bin/.debug/server.debug
//   /usr/lib/debug/opt/app/bin/server.debug
//   any file below a --symbols DIR                that has the link's name
//
// A candidate is taken only if its build-id is the module's or, when one of
// the two has none, its CRC32 is the link's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "symbolize/elf/elf_file.h"
#include "symbolize/find/file_finder.h"
#include "symbolize/find/refusal.h"

namespace jescope {

// True when the file itself has .debug_info.
bool has_debug_info(const ElfFile& file);

struct FoundDebugFile {
  std::optional<ElfFile> file;
  std::vector<Refusal> refusals;  // what was found where it should be, but is another's
};

// Returns the separate debug file of `module_file`, if there is one here: the
// first with .debug_info, else the first with a symbol table.
FoundDebugFile find_debug_file(const ElfFile& module_file, const FileFinder& finder);

// What .gnu_debugaltlink names: a file shared by several debug files (dwz).
struct AltLink {
  std::string path;  // relative to the folder of the debug file, or absolute
  std::string build_id;
};

std::optional<AltLink> read_alt_link(const ElfFile& debug_file);

// Returns the file `link` of `debug_file` names, if it is here with that
// build-id: at its path, in the .dwz folders, or wherever debug files are.
FoundDebugFile find_alt_file(const ElfFile& debug_file, const AltLink& link,
                             const FileFinder& finder);

}  // namespace jescope
