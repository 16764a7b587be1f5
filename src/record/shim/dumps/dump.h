// SPDX-License-Identifier: Apache-2.0
//
// Writes what was counted as jemalloc writes it:
//
//   heap_v2/524288
//     t*: 3: 1574912 [5: 2623488]
//     t0: 3: 1574912 [5: 2623488] main
//   @ 0x55f0c8d2 0x55f0c912 0x7f21aa40
//     t*: 3: 1574912 [5: 2623488]
//     t0: 3: 1574912 [5: 2623488]
//
//   MAPPED_LIBRARIES:
//   (as /proc/self/maps)
//   # jescope_record samples=5 lost=0 own_memory=2359296 unknown_stacks=0
//
// A stack has a record for each class of sizes: see stack_table.h.
#pragma once

#include <cstdint>

#include "record/shim/setting.h"

namespace jescope::shim {

/// As jemalloc names the reasons of a dump.
enum class DumpKind : char {
  kFinal = 'f',
  kInterval = 'i',
  kManual = 'm',  // by a signal
  kPeak = 'u',    // live memory was never so high, or a limit is near
};

/// What is told of the recorder itself.
struct Account {
  uint64_t samples;         // allocations that were recorded
  uint64_t lost;            // of these: no memory to know when they are freed
  uint64_t unknown_stacks;  // of these: no memory for their stack
};

/// Dumps go to PREFIX.PID.SEQ.KIND.heap, numbered from 0, or behind those that an earlier
/// process of this number left; `keep` of them stay, 0: all. Returns false where the
/// prefix is too long or memory is missing.
bool begin_dumps(const char* prefix, uint64_t keep, uint64_t sample_period_bytes);

/// Writes a dump, whole or not at all. Does nothing while another thread writes one,
/// unless it is the final one, which waits.
void write_dump(DumpKind kind, const Account& account);

/// Returns when no dump is being written.
void wait_for_dump();

/// In the child of a fork: its dumps are numbered anew.
void begin_dumps_of_child();

void dump_before_fork();
void dump_after_fork();

}  // namespace jescope::shim
