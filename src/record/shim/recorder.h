// SPDX-License-Identifier: Apache-2.0
//
// The middle of the library: an allocation that the countdown chose comes in, its stack
// is counted, and what is due after it (a dump) is done.
#pragma once

#include <cstddef>
#include <cstdint>

#include "record/shim/counts/live_table.h"
#include "record/shim/counts/thread_table.h"

namespace jescope::shim {

/// Reads the setting and begins to record, once; before the C library has an
/// environment it does nothing, and is called again.
void start_recording();

/// What must not be done within a malloc that comes before main: the watching thread.
void finish_start();

/// Writes the dump at exit, if one is wanted and this process is its own (not the child
/// of a vfork, which has its parent's memory). Returns when no dump is being written.
void end_recording();

/// Writes a dump of another reason; called by the watching thread.
void dump_because_of_interval();
void dump_because_of_signal();
void dump_because_of_limit();

/// Counts down. True: an allocation of `size_bytes` is not chosen, and the call can be passed
/// on. False: `count` is asked with what was made.
inline bool passes(size_t size_bytes) {
  uint64_t& left = thread_state.bytes_to_sample;
  if (size_bytes >= left) [[unlikely]]
    return false;
  left -= size_bytes;
  return true;
}

/// Records an allocation that was chosen; returns it. Nothing where it was not made.
void* count(void* allocation, size_t size_bytes);

/// Every allocation that may be live comes here before it is freed: after that, another
/// thread may be given its address.
void release(uintptr_t address);

/// The same before a realloc: returns what was known, or an address of 0.
LiveAllocation release_for_realloc(uintptr_t address);

/// Takes a release back: a realloc failed, and the allocation stays.
void keep_allocation(const LiveAllocation& allocation);

/// Of fork(): the locks are taken before it, and freed on both sides.
void recorder_before_fork();
void recorder_after_fork_in_parent();
void recorder_after_fork_in_child();

}  // namespace jescope::shim
