// SPDX-License-Identifier: Apache-2.0
//
// The threads of which allocations were sampled, and what each keeps for itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "record/shim/counts/sampling.h"

namespace jescope::shim {

/// A thread as dumps tell of it. Threads after the first 1,023 share the last entry.
struct Thread {
  uint32_t number;  // in the order of first samples, from 0
  int tid;          // the kernel's; 0 for the shared entry
  std::atomic<bool> has_ended;
  char name[16];  // ends in a zero; the last one that was read
};

constexpr size_t kThreads = 1024;

/// What a thread needs without asking anybody.
struct ThreadState {
  uint64_t bytes_to_sample;  // counts down; 0 at first, which leads to the first question
  uint64_t last_gap;         // what bytes_to_sample began with
  uint64_t set_aside;        // bytes_to_sample while an outer call counts instead
  Thread* thread;
  Random random;
  bool is_inside;  // the recorder: calls it makes pass
};

extern constinit thread_local ThreadState thread_state;

/// Returns the entry of the calling thread, which it makes.
Thread& enter_thread();

/// Reads the names of those that still run.
void read_thread_names();

/// Threads are numbered from 0 up to, not including, thread_count().
size_t thread_count();
const Thread& thread_at(size_t number);

/// In the child of a fork, which has one thread: the calling one.
void forget_other_threads();

/// Between these no other thread enters.
void threads_before_fork();
void threads_after_fork();

}  // namespace jescope::shim
