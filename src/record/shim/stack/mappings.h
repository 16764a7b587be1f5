// SPDX-License-Identifier: Apache-2.0
//
// What is mapped in this process, as the kernel tells it: no lock of the loader, no
// memory of its own, so it may be asked anywhere.
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope::shim {

struct Mapping {
  uintptr_t begin = 0;
  uintptr_t end = 0;
  uint64_t offset = 0;  // in the file
  uint64_t inode = 0;   // 0: not of a file
  bool readable = false;
  bool executable = false;
  bool main_stack = false;  // the one that grows
};

/// Tells `visit` all mappings by address, lowest first, until it returns false. Not to be
/// called twice at once, since its buffer is one. Returns false where they cannot be read.
using VisitMapping = bool (*)(void* visitor, const Mapping& mapping);
bool visit_mappings(VisitMapping visit, void* visitor);

/// Reads a line of /proc/PID/maps:
///
///     7ffd1000-7ffd3000 rw-p 00000000 00:00 0    [stack]
///     begin    end      perm offset   dev   inode name
///
/// Returns false for what is none.
bool parse_mapping(const char* line, size_t length, Mapping& mapping);

/// Whether the 8 bytes at the address, a multiple of 8, may be read now.
bool is_readable(uintptr_t address);

}  // namespace jescope::shim
