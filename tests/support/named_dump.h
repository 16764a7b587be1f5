// SPDX-License-Identifier: Apache-2.0
//
// Dumps that bring their names, written down stack by stack.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace jescope {

struct NamedStack {
  std::string frames;  // "main;run;alloc", outermost first
  uint64_t objects = 0;
  uint64_t bytes = 0;
  uint64_t total_objects = 0;
  uint64_t total_bytes = 0;
};

struct NamedDumpOptions {
  uint64_t period = 1;   // 1: every allocation was recorded
  uint64_t process = 0;  // dumps of equal numbers are of one address space
};

// Returns the text of a dump; stacks without any count are left out, as jemalloc
// does.
std::string named_dump(std::span<const NamedStack> stacks, const NamedDumpOptions& options = {});

}  // namespace jescope
