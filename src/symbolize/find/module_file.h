// SPDX-License-Identifier: Apache-2.0
//
// Which file on this machine holds the code of a module of the dump. A dump
// names a path and says where the file's pieces were mapped. So a file is
// taken only if its layout fits, and looked for in this order:
//
//   --program                      stands for the dump's program, and nothing else does
//   /proc/PID/exe, /map_files      of a live process, when the path was deleted since
//   --path-map's path, then the path in the sysroot
//   below --symbols, by base name  when all that fit are one build
//   below --symbols, by layout     the same, and the map tells enough of it
#pragma once

#include "jescope/base/result.h"
#include "jescope/model/address_profile.h"
#include "symbolize/elf/elf_file.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

// Opens the module's file. The error's message completes "the file is ...".
Result<ElfFile> open_module_file(const Module& module, const FileFinder& finder);

}  // namespace jescope
