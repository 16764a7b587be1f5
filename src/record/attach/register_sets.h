// SPDX-License-Identifier: Apache-2.0
//
// Sets of registers as ptrace(2) gives and takes them. Internal to registers_*.cc.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>

namespace jescope {

// Returns the set that the kernel calls `type` (NT_PRSTATUS, …); empty, and errno tells
// why: it cannot be read.
std::string read_register_bytes(pid_t thread, int type);

bool write_register_set(pid_t thread, int type, const void* bytes, size_t length);

// The same as read_register_bytes for a set of fixed form.
template <typename Set>
std::optional<Set> read_register_set(pid_t thread, int type) {
  const std::string bytes = read_register_bytes(thread, type);
  Set set = {};
  if (bytes.size() != sizeof set) return std::nullopt;
  bytes.copy(reinterpret_cast<char*>(&set), sizeof set);
  return set;
}

}  // namespace jescope
