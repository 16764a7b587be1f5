// SPDX-License-Identifier: Apache-2.0
//
// The threads of a running process and what they do, those with equal stacks together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/model/profile.h"
#include "jescope/model/thread_stacks.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

struct ThreadTitle {
  uint64_t id = 0;
  std::string name;  // may be empty
  char state = '?';  // as ThreadStack::state
};

struct ThreadGroup {
  std::vector<ThreadTitle> threads;       // by id
  std::vector<uint32_t> innermost_first;  // in ThreadList::frames; empty: see `reason`
  bool is_cut = false;                    // callers are missing
  std::string reason;                     // why there is no stack
};

struct ThreadList {
  uint64_t process_id = 0;
  std::vector<CallFrame> frames;
  std::vector<ThreadGroup> groups;  // by their first thread's id
};

// Returns the list. `named` has each thread's stack as the one of the snapshot that is of
// this thread.
ThreadList list_threads(const Profile& named, const ProcessStacks& stacks);

}  // namespace jescope
