// SPDX-License-Identifier: Apache-2.0
//
// A process that runs: asking its jemalloc for a dump, and taking its threads' stacks.
//
// For a dump one thread is stopped at a moment when it is not inside the allocator, made
// to call mallctl, and let go as it was. The others run on. Nothing is left in the
// process but what jemalloc itself keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "jescope/base/result.h"
#include "jescope/model/thread_stacks.h"

namespace jescope {

struct AllocatorWish {
  int64_t process = 0;
  std::optional<bool> active;  // what prof.active becomes; nothing: it stays
  bool wants_dump = true;
  double wait_seconds = 5;  // how long to look for a moment
  // Told at once what takes long, in a sentence; null: nobody listens.
  std::function<void(const std::string&)> tell = {};
};

struct AllocatorAnswer {
  std::string symbol;       // "mallctl", "_rjem_mallctl"
  std::string module;       // the file that has it
  bool was_active = false;  // prof.active before, and
  bool is_active = false;   // after
  // The dump's bytes, a piece at a time, empty at the end; null: none was wanted.
  std::function<std::string()> next_piece = {};
  uint64_t dump_bytes = 0;
  uint64_t thread = 0;  // that made the calls
  std::string thread_name;
  double stopped_ms = 0;     // how long it stood still, the calls included
  double dump_ms = 0;        // of that, what the dump took
  size_t threads = 0;        // of the process; the others ran on
  size_t unfit_moments = 0;  // how often threads were looked at before, in vain
};

// Asks. Where it returns an error, the process runs as before; if the dump's file could
// not be written, jemalloc may have said so on the process's standard error.
Result<AllocatorAnswer> ask_allocator(const AllocatorWish& wish);

// Takes the stacks of all threads, one after the other: each stands still for a fraction
// of a millisecond, so they are not of one moment.
Result<ProcessStacks> take_stacks(int64_t process);

}  // namespace jescope
