// SPDX-License-Identifier: Apache-2.0
//
// What a worker forbids itself before it reads a file that nobody vouches for.
#pragma once

#include "jescope/symbolize/symbol_search.h"

namespace jescope {

// Limits this process: private memory (RLIMIT_DATA; mapped files do not count),
// time by the wall (SIGALRM kills it) and of the processor, no core files. Makes
// it the first that the kernel kills when memory is short.
void limit_worker(const WorkerLimits& limits);

// Returns `limits` with what is left to the machine filled in: at most half of
// its memory, and a number of workers.
WorkerLimits fit_to_machine(WorkerLimits limits);

}  // namespace jescope
