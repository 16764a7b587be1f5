// SPDX-License-Identifier: Apache-2.0
//
// Which file on this machine holds the code of a module of the dump. A dump
// names a path and says where the file's pieces were mapped. So a file is
// taken only if its layout fits and the dump's places are calls in it, and
// looked for in this order:
//
//   --program                      stands for the dump's program, and nothing else does
//   --path-map's path, then the path in the sysroot; of a live process only if
//                                  that is the very file it has mapped
//   /proc/PID/exe, /map_files      of a live process: the file it has mapped
//   below --symbols, by base name  when all that fit are one build
//   below --symbols, by layout     the same, and the map tells enough of it
//   below --symbols, a debug file  by base name, with ".debug" behind it or not
#pragma once

#include "jescope/base/result.h"
#include "jescope/symbolize/symbol_source.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

// Opens the file of the query's module. The error's message completes "the file
// is ...".
Result<ElfFile> open_module_file(const ModuleQuery& query, const FileFinder& finder);

}  // namespace jescope
