// SPDX-License-Identifier: Apache-2.0
//
// Names from ELF files on this machine: DWARF (4 and 5, with inlined
// functions), then .symtab, then .dynsym. A symbol names a place only if it
// covers it; there is no nearest symbol. Debug information may be in the file
// itself, in a separate file found by build-id or .gnu_debuglink, or shared
// through .gnu_debugaltlink.
//
// Files are untrusted: only regular files are opened, and a file whose layout
// does not fit what was mapped is refused as another build.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jescope/symbolize/symbol_source.h"

namespace jescope {

struct ElfSearch {
  std::string program;  // file to use for the dump's executable; empty: the path in the dump
  std::string sysroot;  // folder in which all paths of the dump are looked up; empty: "/"
  std::vector<std::string> debug_dirs = {"/usr/lib/debug"};  // hold .build-id/xx/yyyy.debug
};

std::unique_ptr<SymbolSource> make_elf_symbol_source(ElfSearch search);

}  // namespace jescope
