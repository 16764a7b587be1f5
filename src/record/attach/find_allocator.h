// SPDX-License-Identifier: Apache-2.0
//
// Where in a process jemalloc is: its mallctl, under whatever prefix, and which code
// is its own.
#pragma once

#include <string>
#include <vector>

#include "record/attach/elf_image.h"
#include "record/attach/process_maps.h"

namespace jescope {

struct Allocator {
  std::string symbol;    // "mallctl", "_rjem_mallctl"
  std::string module;    // path of the file that has it
  uint64_t mallctl = 0;  // its address
  // jemalloc's code: a thread is inside the allocator when one of its frames lies here.
  // Empty: unknown, as it was linked with other code and the file has no symbols.
  std::vector<LoadedRange> code;
};

// What is looked for in a process's modules.
struct CodeSearch {
  std::vector<Allocator> allocators;  // that have a mallctl
  // fork and its like of all C libraries: meanwhile locks of jemalloc are held.
  std::vector<LoadedRange> forks;
  LoadedRange loader;        // the dynamic loader's module; empty: there is none
  uint64_t system_call = 0;  // address of an instruction that makes one; 0: none was found
};

// Looks through the modules of `process`.
CodeSearch search_code(pid_t process, const std::vector<MappedArea>& areas,
                       const ByteReader& memory);

// Returns the file that seems to have a jemalloc without a name for its functions, told by
// what it would print; empty: none.
std::string find_nameless_allocator(const std::vector<MappedArea>& areas, const ByteReader& memory);

// Returns true when the code at `address` belongs to one of `ranges`.
bool is_in(const std::vector<LoadedRange>& ranges, uint64_t address);

// Returns "je_" of "je_mallctl" when this is the name of jemalloc's function: a prefix
// in use, or one for which `has_twin` finds PREFIXmallctlbymib. Nothing: it is not.
std::optional<std::string> mallctl_prefix(std::string_view name,
                                          const std::function<bool(const std::string&)>& has_twin);

}  // namespace jescope
