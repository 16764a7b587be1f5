// SPDX-License-Identifier: Apache-2.0
//
// The stacks of a running process, as addresses. Made by `record`, named by
// `pipeline`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/dump.h"

namespace jescope {

struct ThreadStack {
  uint64_t id = 0;     // the kernel's thread id, as seen from here
  std::string name;    // as the thread calls itself; may be empty
  char state = '?';    // as the kernel tells it: R running, S waiting, D waiting for a device
  std::string reason;  // why there is no stack; empty: there is one
  // Innermost first. Each is one past the place it stands for: a return address, or
  // the address after the first byte of an instruction that was interrupted.
  std::vector<uint64_t> addresses;
  bool is_cut = false;  // callers are missing: the unwinder could not go on
};

struct ProcessStacks {
  uint64_t process_id = 0;        // as seen from here
  uint64_t inner_process_id = 0;  // as the process knows itself, in its own namespace
  uint64_t living_thread_id = 0;  // whose folder in /proc tells of the process's files
  std::vector<Mapping> mappings;
  std::vector<ThreadStack> threads;  // by id
  double longest_stop_ms = 0;        // how long a thread stood still, at most
};

}  // namespace jescope
