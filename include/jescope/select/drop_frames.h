// SPDX-License-Identifier: Apache-2.0
//
// Frames that a pprof file itself says are not the program's: an allocator's,
// which google/pprof leaves out in the same way (profile/prune.go).
#pragma once

#include <cstddef>
#include <cstdint>

#include "jescope/base/result.h"
#include "jescope/model/dump.h"

namespace jescope {

// The patterns are the file's own: what they may cost.
struct DropLimits {
  size_t pattern_bytes = 4096;
  uint64_t steps = 1'000'000'000;  // of the compiled patterns, times bytes of different names
};

// Returns `dump` without the frames inside the outermost one that matches
// dump.drop_frames and not dump.keep_frames, and without that one; what stands
// outside every other frame stays. Patterns are tried on whole function names,
// without their arguments. An error where one is no regular expression,
// or would take more than `limits` allows.
Result<Dump> drop_frames(const Dump& dump, const DropLimits& limits = {});

}  // namespace jescope
